import { describe, expect, it } from 'vitest';
import { compute, gradientsOf, largestDifference } from '../../testing/compute.js';
import { expectGradient } from '../../testing/check-gradient.js';
import { abs, exp, floor, log, pow, sign, sqrt } from './transcendental.js';

/** 0.5…2.5. */
const POSITIVE = { shape: [2, 3, 1], values: [0.5, 0.9, 1.3, 1.7, 2.1, 2.5] };
const SIGNED = { shape: [6], values: [-2.5, -1.25, -0.5, 0.25, 1.5, 3] };

describe('transcendental operators', () => {
  it('should have their gradients', async () => {
    for (const operator of [abs, exp]) await expectGradient(operator, [SIGNED]);
    for (const operator of [sqrt, log]) await expectGradient(operator, [POSITIVE]);
  });

  it('should compute by their formulas', async () => {
    const cases = [
      { operator: abs, plain: Math.abs, x: SIGNED },
      { operator: sign, plain: Math.sign, x: SIGNED },
      { operator: floor, plain: Math.floor, x: SIGNED },
      { operator: exp, plain: Math.exp, x: SIGNED },
      { operator: sqrt, plain: Math.sqrt, x: POSITIVE },
      { operator: log, plain: Math.log, x: POSITIVE },
    ];
    for (const { operator, plain, x } of cases) {
      const { values } = await compute(operator, [x]);
      expect(largestDifference(values, x.values.map(plain))).toBeLessThan(1e-5);
    }
  });

  it('should give |x| no gradient at 0', async () => {
    expect(await gradientsOf(abs, [{ shape: [3], values: [-1, 0, 1] }])).toEqual([[-1, 0, 1]]);
  });

  it('should let nothing depend on sign and floor', async () => {
    for (const operator of [sign, floor]) {
      await expect(gradientsOf(operator, [SIGNED])).rejects.toThrow('The loss does not depend on x0.');
    }
  });
});

describe('pow', () => {
  it('should have both gradients when the exponent is stretched', async () => {
    await expectGradient(pow, [POSITIVE, { shape: [1, 3, 1], values: [-1, 0.45, 2.2] }]);
    await expectGradient(pow, [
      { shape: [], values: [1.5] },
      { shape: [2], values: [2, -0.5] },
    ]);
  });

  it('should have its gradient when negative numbers meet a whole exponent', async () => {
    await expectGradient((x) => pow(x, 3), [SIGNED]);
  });

  it('should give 0 at 0 when the exponent is larger than 1', async () => {
    expect(await gradientsOf((x) => pow(x, 2), [{ shape: [1], values: [0] }])).toEqual([[0]]);
  });
});
