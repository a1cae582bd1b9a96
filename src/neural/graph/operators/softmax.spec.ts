import { describe, expect, it } from 'vitest';
import { compute, largestDifference } from '../../testing/compute.js';
import { expectGradient } from '../../testing/check-gradient.js';
import { input } from '../tensor.js';
import { softmax } from './softmax.js';

describe('softmax', () => {
  it('should have its gradient along any axis', async () => {
    await expectGradient((x) => softmax(x), [{ shape: [2, 5] }]);
    await expectGradient((x) => softmax(x, 1), [{ shape: [2, 3, 2, 1] }]);
    await expectGradient((x) => softmax(x, 0), [{ shape: [1, 3] }]);
  });

  it('should compute e^x ÷ Σ e^x, also of large numbers', async () => {
    const x = { shape: [2, 2], values: [0, Math.log(3), 1000, 1000] };

    const { values } = await compute((t) => softmax(t), [x]);

    expect(largestDifference(values, [0.25, 0.75, 0.5, 0.5])).toBeLessThan(1e-6);
  });

  it('should refuse an axis that is not there', () => {
    expect(() => softmax(input('x', [2, 3]), 2)).toThrow(
      /^Softmax cannot take float32\[2, 3\]: there is no axis 2/,
    );
  });
});
