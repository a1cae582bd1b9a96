import { describe, expect, it } from 'vitest';
import { compute, largestDifference, valuesOf } from '../../testing/compute.js';
import { eachProduct, type ImageShape, plainOutputShape } from '../../testing/plain-convolution.js';
import { input } from '../tensor.js';
import { elementCount } from '../shape.js';
import { filterGradient } from './filter-gradient.js';

describe('filterGradient', () => {
  for (const groups of [1, 2]) {
    it(`should equal the loops when there are ${groups} groups`, async () => {
      const window = { stride: 2, padding: [1, 0, 2, 1] as const, groups };
      const x: ImageShape = [2, 4, 5, 6];
      const filter: ImageShape = [6, 4 / groups, 3, 2];
      const inputs = [{ shape: x }, { shape: plainOutputShape(x, filter, window) }];
      const [image, gradient] = inputs.map(valuesOf);
      const expected = new Float32Array(elementCount(filter));
      eachProduct(x, filter, window, (i, j, k) => {
        expected[j] = (expected[j] ?? 0) + (image?.[i] ?? 0) * (gradient?.[k] ?? 0);
      });

      const made = await compute((a, g) => filterGradient(a, g, input('filter', filter), window), inputs);

      expect(made.shape).toEqual(filter);
      expect(largestDifference(made.values, expected)).toBeLessThan(1e-5);
    });
  }
});
