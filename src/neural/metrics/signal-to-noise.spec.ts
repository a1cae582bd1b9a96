import { describe, expect, it } from 'vitest';
import { mul } from '../graph/operators/arithmetic.js';
import { expectGradient } from '../testing/check-gradient.js';
import { compute } from '../testing/compute.js';
import { MOST_PSNR, psnr } from './signal-to-noise.js';
import { drawnPicture } from './testing/drawn-pictures.js';
import { EXPECTED } from './testing/expected.js';

describe('psnr', () => {
  it.each(EXPECTED.similarity)(
    'should be what scikit-image computes when pictures are $height×$width',
    async ({ height, width, ...expected }) => {
      const shape = [1, 3, height, width];
      const pictures = ([0, 1] as const).map((kind) => ({
        shape,
        values: drawnPicture(height, width, kind),
      }));

      const ofOne = await compute((a, b) => psnr(a, b, 1), pictures);
      const of255 = await compute((a, b) => psnr(mul(a, 255), mul(b, 255), 255), pictures);

      expect(Math.abs(ofOne.values[0]! - expected.psnr)).toBeLessThan(1e-5);
      expect(Math.abs(of255.values[0]! - expected.psnr)).toBeLessThan(1e-5);
    },
  );

  it('should be the most there is when pictures are equal', async () => {
    const picture = { shape: [1, 3, 11, 12], values: drawnPicture(11, 12, 0) };

    expect((await compute((a, b) => psnr(a, b, 1), [picture, picture])).values).toEqual([MOST_PSNR]);
  });

  it('should have the gradient of central differences, so that it can be a loss', () =>
    expectGradient((a, b) => psnr(a, b, 1), [{ shape: [2, 1, 3, 4] }, { shape: [2, 1, 3, 4] }], 2e-2));
});
