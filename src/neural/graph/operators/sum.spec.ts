import { describe, expect, it } from 'vitest';
import { compute, gradientsOf } from '../../testing/compute.js';
import { expectGradient } from '../../testing/check-gradient.js';
import { input } from '../tensor.js';
import { expand, sum, sumTo } from './sum.js';

const X = { shape: [2, 3, 2], values: Array.from({ length: 12 }, (_, i) => i) };

describe('sum', () => {
  it('should have its gradient over any axes', async () => {
    for (const axes of [undefined, [], [0], [-1], [0, 2], [0, 1, 2], [1, 1]]) {
      await expectGradient((x) => sum(x, axes), [X]);
      await expectGradient((x) => sum(x, axes, true), [X]);
    }
    await expectGradient((x) => sum(x), [{ shape: [] }]);
  });

  it('should add along the axes and drop or keep them', async () => {
    expect(await compute((x) => sum(x, [0, 2]), [X])).toEqual({ shape: [3], values: [14, 22, 30] });
    expect(await compute((x) => sum(x, [1], true), [X])).toEqual({
      shape: [2, 1, 2],
      values: [6, 9, 24, 27],
    });
    expect(await compute((x) => sum(x), [X])).toEqual({ shape: [], values: [66] });
  });

  it('should keep an unknown batch and refuse an axis that is not there', () => {
    expect(sum(input('x', ['batch', 3, 4]), [1, 2]).shape).toEqual(['batch']);
    expect(() => sum(input('x', [2, 3]), [2])).toThrow(
      /^ReduceSum cannot take float32\[2, 3\]: there is no axis 2 among 2/,
    );
  });
});

describe('expand', () => {
  it('should repeat, and sum the gradient over the copies', async () => {
    const x = { shape: [2, 1], values: [1, 2] };

    expect((await compute((t) => expand(t, [2, 2, 3]), [x])).values).toEqual([
      1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2,
    ]);
    expect(await gradientsOf((t) => expand(t, [2, 2, 3]), [x])).toEqual([[6, 6]]);
    await expectGradient((t) => expand(t, [3, 2, 2]), [x]);
  });

  it('should refuse a shape that it does not stretch to', () => {
    expect(() => expand(input('x', [2]), [3])).toThrow(
      /Expand cannot take float32\[2\].* 2 and 3 do not broadcast/,
    );
    expect(() => expand(input('x', [3]), [1])).toThrow(/does not stretch to \[1\]/);
    expect(() => expand(input('x', [1, 3]), ['batch', 3])).toThrow(/every size must be known/);
  });
});

describe('sumTo', () => {
  it('should undo stretching', async () => {
    expect(await compute((x) => sumTo(x, [3, 1]), [X])).toEqual({ shape: [3, 1], values: [14, 22, 30] });
    await expectGradient((x) => sumTo(x, [1, 2]), [X]);
  });

  it('should return the tensor itself when nothing was stretched', () => {
    const x = input('x', ['batch', 1]);

    expect(sumTo(x, ['batch', 1])).toBe(x);
  });
});
