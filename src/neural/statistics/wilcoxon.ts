import { normalShareBelow } from './normal-distribution.js';

/** Most differences whose rank sums are counted one by one. */
const MOST_EXACT = 50;

/** Result of a signed-rank test. */
export interface WilcoxonResult {
  /** Sum of the ranks of positive differences. */
  readonly positiveRanks: number;
  /** Two-sided; NaN when every difference is 0. */
  readonly pValue: number;
  /** How the p-value was found. */
  readonly method: 'exact' | 'normal';
}

/**
 * Signed-rank test of paired differences (Wilcoxon 1945): are they symmetric about 0? Zeros are left out. Exact up to 50
 * differences without ties, else by the normal approximation with its variance corrected for ties and no continuity
 * correction: what SciPy's `wilcoxon` gives with `mode='exact'` and `mode='approx'`.
 */
export function wilcoxonSignedRank(differences: readonly number[]): WilcoxonResult {
  const sorted = differences.filter((value) => value !== 0).sort((a, b) => Math.abs(a) - Math.abs(b));
  const count = sorted.length;
  if (count === 0) return { positiveRanks: 0, pValue: NaN, method: 'normal' };
  let [positiveRanks, tieTerm] = [0, 0];
  for (let first = 0; first < count;) {
    let next = first + 1;
    while (next < count && Math.abs(sorted[next]!) === Math.abs(sorted[first]!)) next++;
    const rank = (first + 1 + next) / 2;
    positiveRanks += rank * sorted.slice(first, next).filter((value) => value > 0).length;
    const tied = next - first;
    tieTerm += tied ** 3 - tied;
    first = next;
  }
  const isExact = tieTerm === 0 && count <= MOST_EXACT;
  const pValue = isExact ? exactP(positiveRanks, count) : normalP(positiveRanks, count, tieTerm);
  return { positiveRanks, pValue, method: isExact ? 'exact' : 'normal' };
}

/** Twice the smaller tail of the number of sign patterns that give each rank sum. */
function exactP(positiveRanks: number, count: number): number {
  const most = (count * (count + 1)) / 2;
  const ways = new Float64Array(most + 1);
  ways[0] = 1;
  for (let rank = 1; rank <= count; rank++) {
    for (let sum = (rank * (rank + 1)) / 2; sum >= rank; sum--) ways[sum]! += ways[sum - rank]!;
  }
  const smaller = Math.min(positiveRanks, most - positiveRanks);
  let tail = 0;
  for (let sum = 0; sum <= smaller; sum++) tail += ways[sum]!;
  return Math.min(1, (2 * tail) / 2 ** count);
}

function normalP(positiveRanks: number, count: number, tieTerm: number): number {
  const mean = (count * (count + 1)) / 4;
  const variance = (count * (count + 1) * (2 * count + 1)) / 24 - tieTerm / 48;
  return 2 * normalShareBelow(-Math.abs(positiveRanks - mean) / Math.sqrt(variance));
}
