import { describe, expect, it } from 'vitest';
import { compute, largestDifference, valuesOf } from '../../testing/compute.js';
import { expectGradient } from '../../testing/check-gradient.js';
import { at, type ImageShape } from '../../testing/plain-convolution.js';
import { input } from '../tensor.js';
import { enlargeNearest, resizeBilinear, shrinkArea } from './resize.js';

type Size = readonly [height: number, width: number];
type Weights = (to: number, out: number, from: number) => (at: number) => number;

/** Σ over the image of what each axis says that a pixel weighs. */
function resampled(shape: ImageShape, [height, width]: Size, weights: Weights): number[] {
  const x = valuesOf({ shape }, 0);
  const answer: number[] = [];
  for (let b = 0; b < shape[0]; b++)
    for (let c = 0; c < shape[1]; c++)
      for (let row = 0; row < height; row++)
        for (let column = 0; column < width; column++) {
          const [down, across] = [weights(height, row, shape[2]), weights(width, column, shape[3])];
          let total = 0;
          for (let y = 0; y < shape[2]; y++)
            for (let i = 0; i < shape[3]; i++) total += down(y) * across(i) * (x[at(shape, b, c, y, i)] ?? 0);
          answer.push(total);
        }
  return answer;
}

/** Half-pixel centres, the image's border continued. */
const bilinear: Weights = (to, out, from) => {
  const centre = Math.min(from - 1, Math.max(0, ((out + 0.5) * from) / to - 0.5));
  return (pixel) => Math.max(0, 1 - Math.abs(pixel - centre));
};

/** Share of the output pixel that the pixel covers. */
const area: Weights = (to, out, from) => {
  const step = from / to;
  return (pixel) => Math.max(0, Math.min(pixel + 1, (out + 1) * step) - Math.max(pixel, out * step)) / step;
};

describe('resizeBilinear', () => {
  for (const [shape, size] of [
    [
      [2, 3, 4, 5],
      [8, 10],
    ],
    [
      [1, 2, 3, 5],
      [9, 5],
    ],
    [
      [1, 1, 5, 7],
      [7, 4],
    ],
    [
      [1, 2, 6, 4],
      [3, 2],
    ],
    [
      [1, 1, 1, 1],
      [3, 2],
    ],
    [
      [2, 1, 4, 3],
      [1, 1],
    ],
  ] as [ImageShape, Size][]) {
    it(`should equal the loops and have its gradient when [${shape.join()}] becomes ${size.join('×')}`, async () => {
      const made = await compute((x) => resizeBilinear(x, ...size), [{ shape }]);

      expect(made.shape).toEqual([...shape.slice(0, 2), ...size]);
      expect(largestDifference(made.values, resampled(shape, size, bilinear))).toBeLessThan(1e-6);
      await expectGradient((x) => resizeBilinear(x, ...size), [{ shape }]);
    });
  }

  it('should return the image itself when it has the size', () => {
    const x = input('x', ['batch', 1, 4, 5]);

    expect(resizeBilinear(x, 4, 5)).toBe(x);
    expect(resizeBilinear(x, 8, 10).shape).toEqual(['batch', 1, 8, 10]);
    expect(resizeBilinear(x, 5, 4).shape).toEqual(['batch', 1, 5, 4]);
  });
});

describe('enlargeNearest', () => {
  it('should repeat each pixel and have its gradient', async () => {
    const x = { shape: [1, 1, 2, 2], values: [1, 2, 3, 4] };

    expect((await compute((t) => enlargeNearest(t, 2), [x])).values).toEqual([
      1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4,
    ]);
    for (const factor of [1, 2, 3])
      await expectGradient((t) => enlargeNearest(t, factor), [{ shape: [2, 3, 3, 1] }]);
  });

  it('should refuse what is no image', () => {
    expect(() => enlargeNearest(input('x', [2, 3]), 2)).toThrow(
      /Resize cannot take .* must have 4 axes, not 2/,
    );
  });
});

describe('shrinkArea', () => {
  for (const [shape, size] of [
    [
      [2, 3, 4, 6],
      [2, 3],
    ],
    [
      [1, 2, 5, 7],
      [2, 3],
    ],
    [
      [1, 1, 6, 6],
      [3, 2],
    ],
    [
      [2, 1, 5, 4],
      [1, 1],
    ],
    [
      [1, 1, 4, 7],
      [4, 5],
    ],
  ] as [ImageShape, Size][]) {
    it(`should be the mean of the area and have its gradient when [${shape.join()}] becomes ${size.join('×')}`, async () => {
      const made = await compute((x) => shrinkArea(x, ...size), [{ shape }]);

      expect(made.shape).toEqual([...shape.slice(0, 2), ...size]);
      expect(largestDifference(made.values, resampled(shape, size, area))).toBeLessThan(1e-6);
      await expectGradient((x) => shrinkArea(x, ...size), [{ shape }]);
    });
  }

  it('should refuse to enlarge', () => {
    expect(() => shrinkArea(input('x', [1, 1, 4, 4]), 5, 2)).toThrow(
      /^shrinkArea cannot take float32\[1, 1, 4, 4\]: 4×4 does not shrink to 5×2/,
    );
  });
});
