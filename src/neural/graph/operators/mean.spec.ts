import { describe, expect, it } from 'vitest';
import { compute } from '../../testing/compute.js';
import { expectGradient } from '../../testing/check-gradient.js';
import { input } from '../tensor.js';
import { mean } from './mean.js';

const X = { shape: [2, 3, 2], values: Array.from({ length: 12 }, (_, i) => i) };

describe('mean', () => {
  it('should have its gradient over any axes', async () => {
    for (const axes of [undefined, [], [0], [-1], [0, 2], [0, 1, 2]]) {
      await expectGradient((x) => mean(x, axes), [X]);
      await expectGradient((x) => mean(x, axes, true), [X]);
    }
    await expectGradient((x) => mean(x, [2, 3]), [{ shape: [2, 3, 1, 1] }]);
  });

  it('should average along the axes and drop or keep them', async () => {
    expect(await compute((x) => mean(x, [0, 2]), [X])).toEqual({ shape: [3], values: [3.5, 5.5, 7.5] });
    expect(await compute((x) => mean(x, [1], true), [X])).toEqual({ shape: [2, 1, 2], values: [2, 3, 8, 9] });
  });

  it('should refuse an axis that is not there', () => {
    expect(() => mean(input('x', [2]), [-2])).toThrow(
      /^ReduceMean cannot take float32\[2\]: there is no axis -2 among 1/,
    );
  });
});
