import { describe, expect, it } from 'vitest';
import { compute, largestDifference, valuesOf } from '../../testing/compute.js';
import { expectGradient } from '../../testing/check-gradient.js';
import { at, type ImageShape } from '../../testing/plain-convolution.js';
import { input } from '../tensor.js';
import { correlation } from './correlation.js';

describe('correlation', () => {
  for (const shape of [
    [2, 3, 4, 5],
    [1, 1, 1, 1],
    [1, 2, 2, 9],
  ] as ImageShape[]) {
    it(`should be the mean over channels at 49 displacements, dy outer, dx inner, when maps are [${shape.join()}]`, async () => {
      const inputs = [{ shape }, { shape }];
      const [a, b] = inputs.map(valuesOf);
      const [batch, channels, height, width] = shape;
      const expected: number[] = [];
      for (let n = 0; n < batch; n++)
        for (let dy = -3; dy <= 3; dy++)
          for (let dx = -3; dx <= 3; dx++)
            for (let y = 0; y < height; y++)
              for (let x = 0; x < width; x++) {
                const isInside = y + dy >= 0 && y + dy < height && x + dx >= 0 && x + dx < width;
                let total = 0;
                for (let c = 0; isInside && c < channels; c++) {
                  total += (a?.[at(shape, n, c, y, x)] ?? 0) * (b?.[at(shape, n, c, y + dy, x + dx)] ?? 0);
                }
                expected.push(total / channels);
              }

      const made = await compute((left, right) => correlation(left, right), inputs);

      expect(made.shape).toEqual([batch, 49, height, width]);
      expect(largestDifference(made.values, expected)).toBeLessThan(1e-6);
    });
  }

  it('should have both gradients', async () => {
    await expectGradient((a, b) => correlation(a, b), [{ shape: [2, 2, 3, 4] }, { shape: [2, 2, 3, 4] }]);
    await expectGradient(
      (a, b) => correlation(a, b, { down: [-1, 0], across: [0, 2] }),
      [{ shape: [1, 3, 2, 2] }, { shape: [1, 3, 2, 2] }],
    );
  });

  it('should refuse maps of different shapes', () => {
    expect(() => correlation(input('a', [1, 2, 3, 4]), input('b', [1, 2, 4, 3]))).toThrow(
      /^correlation cannot take float32\[1, 2, 3, 4\] and float32\[1, 2, 4, 3\]: the feature maps differ in shape/,
    );
  });
});
