import { describe, expect, it } from 'vitest';
import { EXPECTED, formulaValues } from './testing/formula-values.js';
import { wilcoxonSignedRank } from './wilcoxon.js';

describe('wilcoxonSignedRank', () => {
  it.each(EXPECTED.wilcoxon)(
    'should be what SciPy computes when $count differences have $decimals decimals',
    ({ count, shift, decimals, method, positiveRanks, pValue }) => {
      const found = wilcoxonSignedRank(formulaValues(count, shift, decimals));

      expect(found.method).toBe(method);
      expect(found.positiveRanks).toBe(positiveRanks);
      expect(Math.abs(found.pValue / pValue - 1)).toBeLessThan(1e-10);
    },
  );

  it('should leave out zeros', () => {
    expect(wilcoxonSignedRank([0, 1, -2, 0, 3])).toEqual(wilcoxonSignedRank([1, -2, 3]));
    expect(wilcoxonSignedRank([0, 0]).pValue).toBeNaN();
  });
});
