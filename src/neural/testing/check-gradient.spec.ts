import { describe, expect, it } from 'vitest';
import { mul } from '../graph/operators/arithmetic.js';
import { unaryOperator } from '../graph/operators/elementwise.js';
import { sigmoid } from '../graph/operators/activations.js';
import { expectGradient } from './check-gradient.js';

describe('expectGradient', () => {
  it('should pass when a gradient is right', async () => {
    await expectGradient(sigmoid, [{ shape: [3, 4] }]);
  });

  it('should fail and name the element when a gradient is wrong by a tenth', async () => {
    const wrong = unaryOperator('Exp', (gradient, _x, y) => mul(gradient, mul(y, 1.1)));

    await expect(expectGradient(wrong, [{ shape: [3] }])).rejects.toThrow(
      /input 0, element \d: .* by differences/,
    );
  });

  it('should fail when a gradient is not a number', async () => {
    const wrong = unaryOperator('Exp', (gradient) => mul(gradient, NaN));

    await expect(expectGradient(wrong, [{ shape: [3] }])).rejects.toThrow(/NaN/);
  });
});
