import { describe, expect, it } from 'vitest';
import { compute } from '../../testing/compute.js';
import { expectGradient } from '../../testing/check-gradient.js';
import { input } from '../tensor.js';
import { concat } from './concat.js';

describe('concat', () => {
  it('should have the gradient of each part along any axis', async () => {
    await expectGradient(
      (a, b, c) => concat([a, b, c]),
      [{ shape: [2, 1, 3] }, { shape: [2, 3, 3] }, { shape: [2, 2, 3] }],
    );
    await expectGradient((a, b) => concat([a, b], 0), [{ shape: [1, 3] }, { shape: [2, 3] }]);
    await expectGradient((a, b) => concat([a, b], -1), [{ shape: [1, 1, 1] }, { shape: [1, 1, 4] }]);
  });

  it('should accumulate when a tensor is joined to itself', async () => {
    await expectGradient((a) => concat([a, a, a], 0), [{ shape: [2, 2] }]);
  });

  it('should put parts one after the other', async () => {
    const parts = [
      { shape: [2, 1], values: [1, 2] },
      { shape: [2, 2], values: [3, 4, 5, 6] },
    ];

    expect(await compute((a, b) => concat([a, b]), parts)).toEqual({
      shape: [2, 3],
      values: [1, 3, 4, 2, 5, 6],
    });
  });

  it('should keep an unknown batch and return a single part as it is', () => {
    const x = input('x', ['batch', 2]);

    expect(concat([x, input('y', ['batch', 3])]).shape).toEqual(['batch', 5]);
    expect(concat([x])).toBe(x);
  });

  it('should refuse parts that do not continue each other, and none', () => {
    expect(() => concat([input('a', [2, 3]), input('b', [3, 3])])).toThrow(
      /^Concat cannot take float32\[2, 3\] and float32\[3, 3\]: \[3, 3\] does not continue float32\[2, 3\] along axis 1/,
    );
    expect(() => concat([], 0)).toThrow(/^Concat cannot take/);
    expect(() => concat([input('a', [2]), input('b', [2])], 3)).toThrow(/there is no axis 3 among 1/);
  });
});
