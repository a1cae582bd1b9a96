import { describe, expect, it } from 'vitest';
import { compute, gradientsOf } from '../../testing/compute.js';
import { expectGradient } from '../../testing/check-gradient.js';
import { constant } from '../constant.js';
import { input } from '../tensor.js';
import { cast, equal, greater, indicator, less, masked, where } from './compare.js';

const A = { shape: [2, 2], values: [1, 2, 3, 4] };
const B = { shape: [2], values: [2, 2] };

describe('comparisons', () => {
  it('should compare elementwise when one side is stretched', async () => {
    expect((await compute(greater, [A, B])).values).toEqual([0, 0, 1, 1]);
    expect((await compute(less, [A, B])).values).toEqual([1, 0, 0, 0]);
    expect((await compute(equal, [A, B])).values).toEqual([0, 1, 0, 0]);
  });

  it('should be bool and become 0 and 1 when an indicator is made of it', async () => {
    const condition = greater(input('x', [3]), 0);

    expect(condition.type).toBe('bool');
    expect(indicator(condition).type).toBe('float32');
    expect((await compute((x) => indicator(greater(x, 2)), [A])).values).toEqual([0, 0, 1, 1]);
  });
});

describe('where', () => {
  it('should choose, and hand each side only its own gradient', async () => {
    const choose = (a: Parameters<typeof where>[0], b: typeof a): typeof a => where(greater(a, 2.5), a, b);

    expect((await compute(choose, [A, B])).values).toEqual([2, 2, 3, 4]);
    expect(await gradientsOf(choose, [A, B])).toEqual([
      [0, 0, 1, 1],
      [1, 1],
    ]);
  });

  it('should have its gradients when the condition has the larger shape', async () => {
    const condition = greater(
      constant(
        Array.from({ length: 24 }, (_, i) => (i % 3) - 1),
        [2, 3, 4],
      ),
      0.5,
    );

    await expectGradient((a, b) => where(condition, a, b), [{ shape: [3, 1] }, { shape: [] }]);
  });

  it('should refuse a condition that is not bool', () => {
    expect(() => where(input('x', [2]), 1, 2)).toThrow(
      /Where cannot take float32\[2\].*the condition must be bool/,
    );
  });
});

describe('cast', () => {
  it('should leave a tensor alone when it has the type already', () => {
    const x = input('x', [2]);

    expect(cast(x, 'float32')).toBe(x);
  });

  it('should round towards zero when whole numbers are made, and pass the gradient through float16', async () => {
    const x = { shape: [4], values: [-1.5, -0.5, 0.5, 1.5] };

    expect((await compute((t) => cast(cast(t, 'int64'), 'float32'), [x])).values).toEqual([-1, 0, 0, 1]);
    expect(await gradientsOf((t) => cast(cast(t, 'float16'), 'float32'), [x])).toEqual([[1, 1, 1, 1]]);
  });
});

describe('masked', () => {
  it('should be 0 where the condition fails, and so its gradient', async () => {
    const mask = (x: Parameters<typeof cast>[0]): typeof x => masked(greater(x, 2), x);

    expect((await compute(mask, [A])).values).toEqual([0, 0, 3, 4]);
    expect(await gradientsOf(mask, [A])).toEqual([[0, 0, 1, 1]]);
  });
});
