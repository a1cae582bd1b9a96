import { bootstrapInterval } from './bootstrap.js';
import { permutationTest } from './permutation-test.js';
import { wilcoxonSignedRank } from './wilcoxon.js';

/** How two models are compared. */
export interface PairedOptions {
  /** Whether larger values are better, as for SSIM; false for distances. Default true. */
  readonly higherIsBetter?: boolean;
  /** Of the interval and the permutation test; default 1. */
  readonly seed?: number;
}

/** How a first model differs from a second on the same items. */
export interface PairedComparison {
  /** Items that have a figure of both models. */
  readonly count: number;
  /** Mean of first − second. */
  readonly mean: number;
  /** 95 % interval of that mean: bootstrap, corrected for bias and skewness. */
  readonly low: number;
  readonly high: number;
  /** Two-sided, paired permutation test of the mean. */
  readonly pValue: number;
  /** Two-sided, Wilcoxon's signed-rank test: less moved by few large differences. */
  readonly wilcoxonP: number;
  /**
   * Cohen's d of paired differences (d_z): mean ÷ standard deviation of first − second. NaN when it has no meaning: fewer
   * than two items, or all differences equal.
   */
  readonly effectSize: number;
  /** Items on which the first model is better, equal, worse. */
  readonly wins: number;
  readonly ties: number;
  readonly losses: number;
  /** Share of items on which the first model is better, ties counting half; 0…1. */
  readonly winShare: number;
}

/**
 * Compares the figures of two models item by item. Items where either figure is no finite number are left out.
 *
 * @param first figures of the first model
 * @param second figures of the second one, of the same items in the same order
 * @throws RangeError when the lists differ in length
 */
export function comparePaired(
  first: readonly number[],
  second: readonly number[],
  { higherIsBetter = true, seed = 1 }: PairedOptions = {},
): PairedComparison {
  if (first.length !== second.length) {
    throw new RangeError(
      `${first.length} figures do not pair with ${second.length}; compare the same items.`,
    );
  }
  const differences = first.map((value, i) => value - second[i]!).filter(Number.isFinite);
  const count = differences.length;
  const mean = differences.reduce((sum, value) => sum + value, 0) / count;
  const better = (value: number): boolean => (higherIsBetter ? value > 0 : value < 0);
  const wins = differences.filter(better).length;
  const ties = differences.filter((value) => value === 0).length;
  return {
    count,
    mean,
    ...bootstrapInterval(differences, { method: 'bca', seed }),
    pValue: permutationTest(differences, { seed }),
    wilcoxonP: wilcoxonSignedRank(differences).pValue,
    effectSize: effectSize(differences, mean),
    wins,
    ties,
    losses: count - wins - ties,
    winShare: (wins + ties / 2) / count,
  };
}

function effectSize(differences: readonly number[], mean: number): number {
  const squares = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (differences.length - 1));
  return deviation > 0 ? mean / deviation : NaN;
}
