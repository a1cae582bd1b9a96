import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PreservationComparison, unionOf } from './preservation.js';
import { drawnPicture } from './testing/drawn-pictures.js';
import { EXPECTED } from './testing/expected.js';

const { height, width, ...expected } = EXPECTED.preservation;
const signed = (kind: 0 | 1): Float32Array => drawnPicture(height, width, kind).map((value) => 2 * value - 1);

/** Rows from half the height on, columns up to a third of the width, as in make-expected.py. */
const BLOCK = Float32Array.from({ length: height * width }, (_, i) =>
  Math.floor(i / width) >= Math.floor(height / 2) && i % width < Math.floor(width / 3) ? 1 : 0,
);

describe('PreservationComparison', () => {
  let comparison: PreservationComparison;
  beforeAll(async () => {
    comparison = await PreservationComparison.open(height, width, { threads: 1 });
  });
  afterAll(() => comparison.close());

  it("should be scikit-image's figures outside of the change", async () => {
    const { l1, ssim, share } = await comparison.compare(signed(0), signed(1), BLOCK);

    expect(Math.abs(l1! - expected.l1)).toBeLessThan(1e-6);
    expect(Math.abs(ssim! - expected.ssim)).toBeLessThan(1e-5);
    expect(share).toBeCloseTo(expected.share, 6);
  });

  it('should see nothing of what happens inside of the change', async () => {
    const tryOn = signed(0).map((value, i) => (BLOCK[i % BLOCK.length] === 1 ? -value : value));

    const { l1, ssim } = await comparison.compare(signed(0), tryOn, BLOCK);

    expect(l1).toBe(0);
    expect(ssim).toBeCloseTo(1, 6);
  });

  it('should know nothing when everything was to change', async () => {
    const found = await comparison.compare(
      signed(0),
      signed(1),
      BLOCK.map(() => 1),
    );

    expect(found).toEqual({ l1: undefined, ssim: undefined, share: 0 });
  });
});

describe('unionOf', () => {
  it('should be set where one of the masks is above one half', () => {
    expect([...unionOf([0, 0.5, 0.51, 0], [0, 0, 0, 1])]).toEqual([0, 0, 1, 1]);
  });
});
