import { describe, expect, it } from 'vitest';
import { compute, computeAll } from '../../testing/compute.js';
import { expectGradient } from '../../testing/check-gradient.js';
import { input } from '../tensor.js';
import { add, mul } from './arithmetic.js';
import { embed, pad, padImage, type Range, reverse, slice, split } from './slice.js';

const ROW = { shape: [6], values: [0, 1, 2, 3, 4, 5] };

describe('slice', () => {
  it('should walk forwards and backwards', async () => {
    const walk = async (range: Omit<Range, 'axis'>): Promise<number[]> =>
      (await compute((x) => add(slice(x, { axis: 0, ...range }), 0), [ROW])).values;

    expect(await walk({ from: 1, to: 4 })).toEqual([1, 2, 3]);
    expect(await walk({ from: 0, to: 6, step: 4 })).toEqual([0, 4]);
    expect(await walk({ from: 5, to: -1, step: -1 })).toEqual([5, 4, 3, 2, 1, 0]);
    expect(await walk({ from: 4, to: 0, step: -2 })).toEqual([4, 2]);
    expect(await walk({ from: 2, to: 3, step: 9 })).toEqual([2]);
  });

  it('should have its gradient over several axes and steps', async () => {
    await expectGradient((x) => slice(x, { axis: -1, from: 1, to: 3 }), [{ shape: [2, 3] }]);
    await expectGradient(
      (x) => slice(x, { axis: 2, from: 4, to: -1, step: -2 }, { axis: 3, from: 1, to: 6, step: 3 }),
      [{ shape: [2, 3, 5, 6] }],
    );
    await expectGradient((x) => slice(x, { axis: 0, from: 0, to: 5, step: 3 }), [{ shape: [5, 1] }]);
    await expectGradient((x) => slice(x, { axis: 0, from: 3, to: 0, step: -2 }), [{ shape: [5] }]);
  });

  it('should return the tensor itself when all of it is asked for', () => {
    const x = input('x', ['batch', 4]);

    expect(slice(x, { axis: 1, from: 0, to: 4 })).toBe(x);
    expect(slice(x, { axis: 1, from: 1, to: 3 }).shape).toEqual(['batch', 2]);
  });

  it('should refuse to leave the axis', () => {
    const x = input('x', [2, 5]);

    expect(() => slice(x, { axis: 1, from: 3, to: 6 })).toThrow(
      /^Slice cannot take float32\[2, 5\].*: \[3, 6\) in steps of 1 leaves the 5 of axis 1/,
    );
    expect(() => slice(x, { axis: 1, from: 3, to: 3 })).toThrow(/leaves the 5/);
    expect(() => slice(x, { axis: 2, from: 0, to: 1 })).toThrow(/^Slice cannot take .* there is no axis 2/);
  });
});

describe('embed', () => {
  it('should put back what slice took, zeros elsewhere', async () => {
    const ranges = [{ axis: 0, from: 4, to: -1, step: -3 }];

    const { values } = await compute((x) => embed(slice(x, ...ranges), [6], ranges), [ROW]);

    expect(values).toEqual([0, 1, 0, 0, 4, 0]);
    await expectGradient((x) => embed(x, [7], [{ axis: 0, from: 1, to: 6, step: 2 }]), [{ shape: [3] }]);
  });
});

describe('reverse', () => {
  it('should turn an axis round, with its gradient', async () => {
    expect((await compute((x) => reverse(x, 0), [ROW])).values).toEqual([5, 4, 3, 2, 1, 0]);
    await expectGradient((x) => reverse(x, 1), [{ shape: [2, 3] }]);
  });
});

describe('split', () => {
  it('should cut an axis into parts whose gradients come together again', async () => {
    const parts = await computeAll(
      (x) => Object.fromEntries(split(x, 0, [1, 3, 2]).map((part, i) => [`part${i}`, part])),
      [ROW],
    );

    expect(Object.values(parts).map(({ values }) => values)).toEqual([[0], [1, 2, 3], [4, 5]]);
    await expectGradient(
      (x) => {
        const [a, b] = split(x, -1, [2, 2]);
        return a && b ? mul(a, b) : x;
      },
      [{ shape: [3, 4] }],
    );
  });

  it('should refuse parts that do not make up the axis', () => {
    expect(() => split(input('x', [2, 5]), 1, [2, 2])).toThrow(
      /^Split cannot take float32\[2, 5\]: parts of 4 in all do not make up axis 1/,
    );
  });
});

describe('pad', () => {
  it('should put a border of one value around, with its gradient', async () => {
    const x = { shape: [1, 2], values: [1, 2] };

    expect(
      await compute(
        (t) =>
          pad(
            t,
            [
              [1, 0],
              [0, 2],
            ],
            7,
          ),
        [x],
      ),
    ).toEqual({
      shape: [2, 4],
      values: [7, 7, 7, 7, 1, 2, 7, 7],
    });
    await expectGradient(
      (t) =>
        pad(
          t,
          [
            [1, 0],
            [0, 2],
          ],
          7,
        ),
      [{ shape: [2, 3] }],
    );
  });

  it('should take top, left, bottom, right when an image is padded', async () => {
    expect((await compute((t) => padImage(t, [1, 2, 3, 4]), [{ shape: [1, 1, 2, 2] }])).shape).toEqual([
      1, 1, 6, 8,
    ]);
    expect(padImage(input('x', ['batch', 1, 2, 2]), [1, 0, 0, 0]).shape).toEqual(['batch', 1, 3, 2]);
  });

  it('should refuse negative widths and another number of axes', () => {
    expect(() => pad(input('x', [3]), [[-1, 0]])).toThrow(/^Pad cannot take .*: a width is negative/);
    expect(() => pad(input('x', [3, 3]), [[1, 0]])).toThrow(/each axis needs a pair of widths/);
  });
});
