import { describe, expect, it } from 'vitest';
import { mul } from '../graph/operators/arithmetic.js';
import { compute } from '../testing/compute.js';
import { expectGradient } from '../testing/check-gradient.js';
import { grey, ssim } from './structural-similarity.js';
import { drawnPicture } from './testing/drawn-pictures.js';
import { EXPECTED } from './testing/expected.js';

describe('ssim', () => {
  it.each(EXPECTED.similarity)(
    'should be what scikit-image computes when pictures are $height×$width',
    async ({ height, width, ...expected }) => {
      const shape = [1, 3, height, width];
      const pictures = ([0, 1] as const).map((kind) => ({
        shape,
        values: drawnPicture(height, width, kind),
      }));

      const colour = await compute((a, b) => ssim(a, b, 1), pictures);
      const greys = await compute((a, b) => ssim(grey(a), grey(b), 1), pictures);
      const of255 = await compute((a, b) => ssim(mul(a, 255), mul(b, 255), 255), pictures);

      expect(colour.shape).toEqual([1]);
      expect(Math.abs(colour.values[0]! - expected.ssimRgb)).toBeLessThan(1e-4);
      expect(Math.abs(greys.values[0]! - expected.ssim)).toBeLessThan(1e-4);
      expect(Math.abs(of255.values[0]! - expected.ssimOf255)).toBeLessThan(1e-4);
    },
  );

  it('should answer each picture of a batch by itself when there are several', async () => {
    const values = [0, 1, 1, 1].map((kind) => [...drawnPicture(32, 24, kind as 0 | 1)]);
    const [first, second] = [values.slice(0, 2).flat(), values.slice(2).flat()];
    const shape = [2, 3, 32, 24];

    const { values: similarity } = await compute(
      (a, b) => ssim(a, b, 1),
      [
        { shape, values: first },
        { shape, values: second },
      ],
    );

    expect(similarity[0]).toBeCloseTo(EXPECTED.similarity[0]!.ssimRgb, 4);
    expect(similarity[1]).toBeCloseTo(1, 6);
  });

  it('should have the gradient of central differences, so that it can be a loss', () =>
    expectGradient((a, b) => ssim(a, b, 1), [{ shape: [1, 1, 12, 13] }, { shape: [1, 1, 12, 13] }], 2e-2));
});
