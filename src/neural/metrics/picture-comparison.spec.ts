import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PictureComparison } from './picture-comparison.js';
import { MOST_PSNR } from './signal-to-noise.js';
import { drawnPicture } from './testing/drawn-pictures.js';
import { EXPECTED } from './testing/expected.js';

const [, { height, width, ...expected }] = EXPECTED.similarity as [
  unknown,
  (typeof EXPECTED.similarity)[number],
];
const signed = (kind: 0 | 1): Float32Array => drawnPicture(height, width, kind).map((value) => 2 * value - 1);

describe('PictureComparison', () => {
  let comparison: PictureComparison;
  beforeAll(async () => {
    comparison = await PictureComparison.open(height, width, { threads: 1 });
  });
  afterAll(() => comparison.close());

  it('should agree with scikit-image when pictures differ', async () => {
    const similarity = await comparison.compare(signed(0), signed(1));

    expect(similarity.ssim).toBeCloseTo(expected.ssim, 4);
    expect(similarity.ssimRgb).toBeCloseTo(expected.ssimRgb, 4);
    expect(similarity.l1).toBeCloseTo(expected.l1, 5);
    expect(similarity.psnr).toBeCloseTo(expected.psnr, 3);
  });

  it('should call pictures equal when they are', async () => {
    const { ssim, l1, psnr } = await comparison.compare(signed(1), signed(1));

    expect(ssim).toBeCloseTo(1, 6);
    expect([l1, psnr]).toEqual([0, MOST_PSNR]);
  });

  it('should see what a screen shows when values leave −1…1', async () => {
    const white = new Float32Array(3 * height * width).fill(1);

    expect(
      await comparison.compare(
        white.map(() => 1.4),
        white,
      ),
    ).toMatchObject({ l1: 0 });
  });

  it('should know MS-SSIM when five scales fit, and none when they do not', async () => {
    const { height: high, width: wide, grey } = EXPECTED.multiScale[0]!;
    const large = await PictureComparison.open(high, wide, { threads: 1 });
    const pictures = ([0, 1] as const).map((kind) =>
      drawnPicture(high, wide, kind).map((value) => 2 * value - 1),
    );

    const { msSsim } = await large.compare(pictures[0]!, pictures[1]!);
    await large.close();

    expect(Math.abs(msSsim - grey)).toBeLessThan(1e-5);
    expect((await comparison.compare(signed(0), signed(1))).msSsim).toBeNaN();
  });
});
