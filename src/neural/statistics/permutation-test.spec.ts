import { describe, expect, it } from 'vitest';
import { normalShareBelow } from './normal-distribution.js';
import { permutationTest } from './permutation-test.js';
import { EXPECTED, formulaValues } from './testing/formula-values.js';

describe('permutationTest', () => {
  it.each(EXPECTED.permutation)(
    'should be what SciPy computes when all patterns of $count differences are tried',
    ({ count, shift, pValue }) => {
      expect(permutationTest(formulaValues(count, shift))).toBeCloseTo(pValue, 12);
    },
  );

  it('should be near the normal approximation when patterns are drawn', () => {
    const differences = formulaValues(200, -0.15);
    const mean = differences.reduce((sum, value) => sum + value, 0) / 200;
    const size = Math.sqrt(differences.reduce((sum, value) => sum + value ** 2, 0)) / 200;

    const pValue = permutationTest(differences, { draws: 20_000 });

    expect(Math.abs(pValue / (2 * normalShareBelow(-Math.abs(mean / size))) - 1)).toBeLessThan(0.25);
  });

  it('should never be 0, and be 1 when there is no difference', () => {
    expect(permutationTest(Array<number>(100).fill(1), { draws: 500 })).toBeCloseTo(1 / 501, 12);
    expect(permutationTest(Array<number>(100).fill(0), { draws: 500 })).toBe(1);
    expect(permutationTest([])).toBeNaN();
  });

  it('should be small for one model in twenty when models are alike', () => {
    let small = 0;
    for (let study = 0; study < 400; study++) {
      const differences = Array.from({ length: 12 }, (_, i) => Math.sin(12.9898 * (study * 12 + i) ** 1.3));
      if (permutationTest(differences) < 0.05) small++;
    }

    expect(small / 400).toBeGreaterThan(0.02);
    expect(small / 400).toBeLessThan(0.09);
  });
});
