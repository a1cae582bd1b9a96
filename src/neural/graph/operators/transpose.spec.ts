import { describe, expect, it } from 'vitest';
import { compute } from '../../testing/compute.js';
import { expectGradient } from '../../testing/check-gradient.js';
import { input } from '../tensor.js';
import { transpose } from './transpose.js';

describe('transpose', () => {
  it('should have its gradient when the order is no self-inverse', async () => {
    await expectGradient((x) => transpose(x, [2, 0, 1]), [{ shape: [2, 3, 4] }]);
    await expectGradient((x) => transpose(x, [1, 3, 0, 2]), [{ shape: [2, 1, 3, 2] }]);
  });

  it('should make axis i of the answer from axis order[i]', async () => {
    const x = { shape: [1, 2, 3], values: [1, 2, 3, 4, 5, 6] };

    expect(await compute((t) => transpose(t, [2, 0, 1]), [x])).toEqual({
      shape: [3, 1, 2],
      values: [1, 4, 2, 5, 3, 6],
    });
  });

  it('should return the tensor itself when the order stays', () => {
    const x = input('x', ['batch', 2]);

    expect(transpose(x, [0, 1])).toBe(x);
  });

  it('should refuse an order that does not name each axis once', () => {
    for (const order of [[0, 0], [1, 0, 2], [1]]) {
      expect(() => transpose(input('x', [2, 3]), order)).toThrow(
        /Transpose cannot take .* does not name each axis once/,
      );
    }
  });
});
