import { describe, expect, it } from 'vitest';
import { CheckpointError } from './checkpoint-error.js';
import { countElements, requireTensor, type StateDictionary } from './state-dictionary.js';

describe('countElements', () => {
  it('should multiply the dimensions, a scalar being one element', () => {
    expect(countElements([3, 4, 5])).toBe(60);
    expect(countElements([])).toBe(1);
    expect(countElements([7, 0])).toBe(0);
  });

  it.each([[[-1]], [[1.5]], [[2 ** 30, 2 ** 30]], [Array<number>(65).fill(1)]])(
    'should refuse the shape %j',
    (shape) => {
      expect(() => countElements(shape)).toThrow(CheckpointError);
    },
  );
});

describe('requireTensor', () => {
  const dictionary: StateDictionary = new Map([
    ['weight', { dtype: 'float32', shape: [2, 3], bytes: new Uint8Array(24) }],
  ]);

  it('should return the tensor when the shape is the expected one', () => {
    expect(requireTensor(dictionary, 'weight', [2, 3]).bytes).toHaveLength(24);
  });

  it('should name the key when the tensor is missing', () => {
    expect(() => requireTensor(dictionary, 'bias', [2])).toThrow(/"bias" is missing/);
  });

  it('should name both shapes when they differ', () => {
    expect(() => requireTensor(dictionary, 'weight', [3, 2])).toThrow(
      /"weight" has the shape \[2, 3\] where \[3, 2\]/,
    );
    expect(() => requireTensor(dictionary, 'weight', [2])).toThrow(CheckpointError);
  });
});
