import { readFileSync } from 'node:fs';

interface OfFormula {
  readonly count: number;
  readonly shift: number;
}

/** What make-expected.py wrote down. */
interface Expected {
  readonly normal: readonly { readonly x: number; readonly below: number }[];
  readonly wilcoxon: readonly (OfFormula & {
    readonly decimals: number;
    readonly method: 'exact' | 'normal';
    readonly positiveRanks: number;
    readonly pValue: number;
  })[];
  readonly permutation: readonly (OfFormula & { readonly pValue: number })[];
  readonly intervals: readonly (OfFormula & {
    readonly method: 'percentile' | 'bca';
    readonly low: number;
    readonly high: number;
  })[];
}

/** Results of SciPy. */
export const EXPECTED = JSON.parse(
  readFileSync(new URL('expected.json', import.meta.url), 'utf8'),
) as Expected;

/**
 * Lopsided values of −1…3, no two alike. The formula of make-expected.py.
 *
 * @param decimals rounds so that some are alike; default: not at all
 */
export function formulaValues(count: number, shift: number, decimals = 9): number[] {
  return Array.from({ length: count }, (_, i) => {
    const wave = Math.sin(1.7 * i + shift);
    const value = wave + 0.3 * Math.cos(0.37 * i * i) + 0.6 * wave ** 2 + shift;
    return Math.round(value * 10 ** decimals) / 10 ** decimals;
  });
}
