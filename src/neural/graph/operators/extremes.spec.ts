import { describe, expect, it } from 'vitest';
import { compute, gradientsOf } from '../../testing/compute.js';
import { expectGradient } from '../../testing/check-gradient.js';
import { max, min } from './extremes.js';

describe('max and min', () => {
  it('should have their gradients when shapes are stretched', async () => {
    const steps = (
      shape: readonly number[],
      offset: number,
    ): { shape: readonly number[]; values: number[] } => {
      const count = shape.reduce((product, size) => product * size, 1);
      return { shape, values: Array.from({ length: count }, (_, i) => ((i * 7) % count) / 4 + offset) };
    };
    for (const [a, b] of [
      [
        [2, 3, 1, 3],
        [1, 3, 1, 1],
      ],
      [[5], []],
      [[1], [3, 2]],
    ] as const) {
      for (const operator of [max, min]) await expectGradient(operator, [steps(a, 0), steps(b, 0.125)]);
    }
  });

  it('should compute the larger and the smaller', async () => {
    const pair = [
      { shape: [3], values: [1, 5, -2] },
      { shape: [3], values: [4, 5, -3] },
    ];

    expect((await compute(max, pair)).values).toEqual([4, 5, -2]);
    expect((await compute(min, pair)).values).toEqual([1, 5, -3]);
  });

  it('should give each half of the gradient when both are equal', async () => {
    const tie = [
      { shape: [2], values: [1, 2] },
      { shape: [2], values: [1, 3] },
    ];

    expect(await gradientsOf(max, tie)).toEqual([
      [0.5, 0],
      [0.5, 1],
    ]);
    expect(await gradientsOf(min, tie)).toEqual([
      [0.5, 1],
      [0.5, 0],
    ]);
  });
});
