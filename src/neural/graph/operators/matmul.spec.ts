import { describe, expect, it } from 'vitest';
import { compute, largestDifference, valuesOf } from '../../testing/compute.js';
import { expectGradient } from '../../testing/check-gradient.js';
import { input } from '../tensor.js';
import { matmul, swapLast } from './matmul.js';

describe('matmul', () => {
  it('should have both gradients when leading axes are stretched', async () => {
    for (const [a, b] of [
      [
        [3, 4],
        [4, 2],
      ],
      [
        [1, 1],
        [1, 1],
      ],
      [
        [2, 3, 5],
        [5, 1],
      ],
      [
        [3, 2],
        [2, 1, 2, 3],
      ],
      [
        [2, 1, 3, 2],
        [1, 3, 2, 2],
      ],
    ] as const) {
      await expectGradient(matmul, [{ shape: a }, { shape: b }]);
    }
  });

  it('should multiply rows with columns', async () => {
    const inputs = [{ shape: [2, 3] }, { shape: [3, 2] }];
    const [a, b] = inputs.map(valuesOf);
    const expected = [0, 1].flatMap((row) =>
      [0, 1].map((column) =>
        [0, 1, 2].reduce((sum, k) => sum + (a?.[row * 3 + k] ?? 0) * (b?.[k * 2 + column] ?? 0), 0),
      ),
    );

    const { values } = await compute(matmul, inputs);

    expect(largestDifference(values, expected)).toBeLessThan(1e-6);
  });

  it('should keep an unknown batch and refuse sizes that do not meet', () => {
    expect(matmul(input('a', ['batch', 2, 3]), input('b', [3, 4])).shape).toEqual(['batch', 2, 4]);
    expect(() => matmul(input('a', [2, 3]), input('b', [4, 3]))).toThrow(
      /^MatMul cannot take float32\[2, 3\] and float32\[4, 3\]: 3 columns do not meet 4 rows/,
    );
    expect(() => matmul(input('a', [2]), input('b', [2, 3]))).toThrow(/both need two axes at least/);
  });
});

describe('swapLast', () => {
  it('should exchange the last two axes only', () => {
    expect(swapLast(input('x', [2, 3, 4, 5])).shape).toEqual([2, 3, 5, 4]);
  });
});
