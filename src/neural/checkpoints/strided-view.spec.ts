import { describe, expect, it } from 'vitest';
import { CheckpointError } from './checkpoint-error.js';
import { checkView, copyRowMajor, isContiguous, type StridedView } from './strided-view.js';

describe('checkView', () => {
  it('should count the elements when the last one is the last of the storage', () => {
    expect(checkView({ offset: 2, shape: [2, 3], strides: [5, 1] }, 10)).toBe(6);
  });

  it('should accept an empty view anywhere in the storage', () => {
    expect(checkView({ offset: 4, shape: [0, 9], strides: [9, 1] }, 4)).toBe(0);
  });

  it.each<[string, StridedView]>([
    ['reaches past the storage', { offset: 3, shape: [2, 3], strides: [5, 1] }],
    ['starts past the storage', { offset: 11, shape: [0], strides: [1] }],
    ['has a negative offset', { offset: -1, shape: [2], strides: [1] }],
    ['has a negative stride', { offset: 9, shape: [2], strides: [-1] }],
    ['has a stride that overflows', { offset: 0, shape: [2 ** 20, 1], strides: [2 ** 52, 1] }],
    ['has a negative dimension', { offset: 0, shape: [-2, -2], strides: [2, 1] }],
    ['has dimensions whose product overflows', { offset: 0, shape: [2 ** 31, 2 ** 31], strides: [0, 0] }],
    ['has fewer strides than dimensions', { offset: 0, shape: [2, 2], strides: [2] }],
  ])('should refuse a view that %s', (_what, view) => {
    expect(() => checkView(view, 10)).toThrow(CheckpointError);
  });
});

describe('isContiguous', () => {
  it('should hold for row-major views, whatever the stride of a dimension of one', () => {
    expect(isContiguous({ offset: 5, shape: [2, 1, 3], strides: [3, 99, 1] })).toBe(true);
    expect(isContiguous({ offset: 0, shape: [], strides: [] })).toBe(true);
  });

  it('should not hold when rows have gaps, are swapped or repeat', () => {
    expect(isContiguous({ offset: 0, shape: [2, 3], strides: [4, 1] })).toBe(false);
    expect(isContiguous({ offset: 0, shape: [2, 3], strides: [1, 2] })).toBe(false);
    expect(isContiguous({ offset: 0, shape: [2], strides: [0] })).toBe(false);
  });
});

describe('copyRowMajor', () => {
  const storage = Uint8Array.from({ length: 24 }, (_, index) => index);

  it('should transpose when the strides are swapped', () => {
    const copy = copyRowMajor(storage, { offset: 1, shape: [3, 2], strides: [1, 4] }, 1);

    expect([...copy]).toEqual([1, 5, 2, 6, 3, 7]);
  });

  it('should keep the bytes of an element together', () => {
    const copy = copyRowMajor(storage, { offset: 1, shape: [2], strides: [3] }, 4);

    expect([...copy]).toEqual([4, 5, 6, 7, 16, 17, 18, 19]);
  });

  it('should repeat an element when the stride is 0', () => {
    expect([...copyRowMajor(storage, { offset: 7, shape: [3], strides: [0] }, 1)]).toEqual([7, 7, 7]);
  });
});
