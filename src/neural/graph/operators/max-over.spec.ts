import { describe, expect, it } from 'vitest';
import { compute, gradientsOf } from '../../testing/compute.js';
import { expectGradient } from '../../testing/check-gradient.js';
import { maxOver, minOver } from './max-over.js';

const X = { shape: [2, 3], values: [1, 5, 2, 7, 7, 0] };

describe('maxOver and minOver', () => {
  it('should be the largest and the smallest over the axes', async () => {
    expect(await compute((x) => maxOver(x, [1]), [X])).toEqual({ shape: [2], values: [5, 7] });
    expect(await compute((x) => minOver(x, [0], true), [X])).toEqual({ shape: [1, 3], values: [1, 5, 0] });
    expect(await compute((x) => maxOver(x), [X])).toEqual({ shape: [], values: [7] });
  });

  it('should have their gradients', async () => {
    for (const operator of [maxOver, minOver]) {
      for (const axes of [undefined, [], [0], [1, 3]]) {
        await expectGradient((x) => operator(x, axes), [{ shape: [2, 3, 1, 4] }]);
      }
    }
  });

  it('should share the gradient among the largest when several are', async () => {
    expect(await gradientsOf((x) => maxOver(x, [1]), [X])).toEqual([[0, 1, 0, 0.5, 0.5, 0]]);
  });
});
