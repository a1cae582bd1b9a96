import { describe, expect, it } from 'vitest';
import { compute, gradientsOf, largestDifference, valuesOf } from '../../testing/compute.js';
import { expectGradient } from '../../testing/check-gradient.js';
import { at, type ImageShape } from '../../testing/plain-convolution.js';
import { input } from '../tensor.js';
import { averagePool, maxPool } from './pooling.js';

interface Case {
  readonly x: ImageShape;
  readonly kernel: number;
  readonly stride?: number;
  readonly padding?: number;
}

const CASES: readonly Case[] = [
  { x: [2, 3, 4, 6], kernel: 2 },
  { x: [2, 2, 5, 7], kernel: 2 },
  { x: [1, 2, 5, 6], kernel: 3, stride: 2, padding: 1 },
  { x: [2, 1, 5, 5], kernel: 3, stride: 1, padding: 1 },
  { x: [1, 1, 7, 5], kernel: 2, stride: 3 },
  { x: [1, 2, 1, 1], kernel: 3, stride: 1, padding: 1 },
  { x: [1, 2, 2, 3], kernel: 1 },
  { x: [1, 1, 6, 6], kernel: 2, stride: 2, padding: 1 },
];

/** Pixels of each window that lie in the image, window by window. */
function windows({ x, kernel, stride = kernel, padding = 0 }: Case): number[][] {
  const values = valuesOf({ shape: x }, 0);
  const [height, width] = [x[2], x[3]].map((size) => Math.floor((size + 2 * padding - kernel) / stride) + 1);
  const found: number[][] = [];
  for (let plane = 0; plane < x[0] * x[1]; plane++)
    for (let row = 0; row < (height ?? 0); row++)
      for (let column = 0; column < (width ?? 0); column++) {
        const inside: number[] = [];
        for (let ky = 0; ky < kernel; ky++)
          for (let kx = 0; kx < kernel; kx++) {
            const [y, across] = [row * stride + ky - padding, column * stride + kx - padding];
            if (y < 0 || across < 0 || y >= x[2] || across >= x[3]) continue;
            inside.push(values[at([1, x[0] * x[1], x[2], x[3]], 0, plane, y, across)] ?? 0);
          }
        found.push(inside);
      }
  return found;
}

for (const one of CASES) {
  const name = `[${one.x.join()}], kernel ${one.kernel}, stride ${one.stride ?? one.kernel}, padding ${one.padding ?? 0}`;
  const shape = { shape: one.x };

  describe(`pooling of ${name}`, () => {
    it('should be the largest of each window, with its gradient', async () => {
      const { values } = await compute((x) => maxPool(x, one), [shape]);

      expect(
        largestDifference(
          values,
          windows(one).map((inside) => Math.max(...inside)),
        ),
      ).toBe(0);
      await expectGradient((x) => maxPool(x, one), [shape]);
    });

    it('should be the mean of the pixels in each window, with its gradient', async () => {
      const { values } = await compute((x) => averagePool(x, one), [shape]);

      const means = windows(one).map((inside) => inside.reduce((a, b) => a + b, 0) / inside.length);
      expect(largestDifference(values, means)).toBeLessThan(1e-6);
      await expectGradient((x) => averagePool(x, one), [shape]);
    });
  });
}

describe('maxPool', () => {
  it('should share the gradient among the largest when several are', async () => {
    const x = { shape: [1, 1, 2, 4], values: [1, 1, 3, 0, 0, 1, 3, 3] };
    const [gradient] = await gradientsOf((t) => maxPool(t, { kernel: 2 }), [x]);

    expect(largestDifference(gradient ?? [], [1 / 3, 1 / 3, 1 / 3, 0, 0, 1 / 3, 1 / 3, 1 / 3])).toBeLessThan(
      1e-6,
    );
  });

  it('should add up the gradients when a pixel is the largest of several windows', async () => {
    const x = { shape: [1, 1, 1, 3], values: [0, 5, 1] };
    const options = { kernel: 3, stride: 1, padding: 1 };

    expect(await gradientsOf((t) => maxPool(t, options), [x])).toEqual([[0, 3, 0]]);
  });

  it('should keep an unknown batch and refuse a window larger than the image', () => {
    expect(maxPool(input('x', ['batch', 2, 5, 6]), { kernel: 2 }).shape).toEqual(['batch', 2, 2, 3]);
    expect(() => averagePool(input('x', [1, 2, 2, 2]), { kernel: 3 })).toThrow(
      /^AveragePool cannot take float32\[1, 2, 2, 2\]: a window of 3 is larger than the image/,
    );
  });
});
