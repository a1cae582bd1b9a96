import { describe, expect, it } from 'vitest';
import { compute } from '../../testing/compute.js';
import { expectGradient } from '../../testing/check-gradient.js';
import { input } from '../tensor.js';
import { reshape } from './reshape.js';

describe('reshape', () => {
  it('should have its gradient', async () => {
    await expectGradient((x) => reshape(x, [3, 2, 1, 2]), [{ shape: [2, 6] }]);
    await expectGradient((x) => reshape(x, []), [{ shape: [1, 1] }]);
  });

  it('should keep the order of the elements', async () => {
    const x = { shape: [2, 3], values: [1, 2, 3, 4, 5, 6] };

    expect(await compute((t) => reshape(t, [3, 2]), [x])).toEqual({ shape: [3, 2], values: x.values });
  });

  it('should keep an unknown batch wherever it goes', () => {
    const x = input('x', ['batch', 3, 4]);

    expect(reshape(x, ['batch', 12]).shape).toEqual(['batch', 12]);
    expect(reshape(x, [1, 2, 6, 'batch']).shape).toEqual([1, 2, 6, 'batch']);
  });

  it('should refuse another number of elements, and two unknown sizes', () => {
    expect(() => reshape(input('x', [2, 3]), [4, 2])).toThrow(
      /^Reshape cannot take float32\[2, 3\] and int64\[2\]: it does not hold as many elements as \[4, 2\]/,
    );
    expect(() => reshape(input('x', ['batch', 3]), [3])).toThrow(/does not hold as many/);
    expect(() => reshape(input('x', ['h', 'w', 2]), ['h', 2, 'w'])).toThrow(/at most one size/);
  });
});
