import { Random } from '../random.js';
import {
  drawWithoutReplacement,
  standardDeviation,
  subsetStandardError,
} from '../statistics/subset-error.js';
import type { FeatureSet } from './feature-set.js';
import { type FeatureSource, requireSameSource } from './feature-source.js';
import { type DoubleMatrix, productWithTransposed } from './linear-algebra/double-product.js';

/** Size of subsets in the paper's program. */
const USUAL_SIZE = 1_000;

/** How a kernel distance is computed. */
export interface KernelDistanceOptions {
  /** Default 100, as in the paper's program. */
  readonly subsets?: number;
  /** Pictures of each set in a subset; default 1,000, or half of the smaller set when it has no more. */
  readonly size?: number;
  /** The same seed gives the same figures; default 1. */
  readonly seed?: number;
}

/** A kernel distance with its error. */
export interface KernelDistance extends FeatureSource {
  /** Mean over subsets; unbiased, so that it may be a little below 0. Often printed times 100 or 1,000. */
  readonly value: number;
  /** Standard deviation over subsets: the ± that papers print. It shrinks with larger subsets, not with more pictures. */
  readonly deviation: number;
  /** Standard deviation of the distance over further samples of these sizes: the delete-d jackknife of the subsets. */
  readonly standardError: number;
  /** Bounds of the 95 % interval: 1.96 standard errors to each side. */
  readonly low: number;
  readonly high: number;
  readonly subsets: number;
  readonly size: number;
  readonly counts: readonly [first: number, second: number];
}

/**
 * Kernel inception distance of two sets (Bińkowski, Sutherland, Arbel, Gretton 2018): the unbiased squared maximum mean
 * discrepancy with the kernel (x·y ÷ d + 1)³, in float64, a mean over subsets drawn without replacement.
 *
 * @throws RangeError when the sets come from different networks or are smaller than a subset, or a subset has fewer than two
 */
export async function kernelDistance(
  first: FeatureSet,
  second: FeatureSet,
  { subsets = 100, size: asked, seed = 1 }: KernelDistanceOptions = {},
): Promise<KernelDistance> {
  requireSameSource(first.source, second.source);
  const fewer = Math.min(first.count, second.count);
  const size = asked ?? (fewer > USUAL_SIZE ? USUAL_SIZE : Math.floor(fewer / 2));
  if (size < 2 || size > fewer) {
    throw new RangeError(`Subsets of ${size} cannot be drawn from ${fewer} pictures; 2 to ${fewer} can.`);
  }
  const random = new Random(seed);
  const values: number[] = [];
  for (let subset = 0; subset < subsets; subset++) {
    const [x, y] = [rowsOf(first, size, random), rowsOf(second, size, random)];
    values.push(await discrepancy(x, y));
  }
  const value = values.reduce((sum, one) => sum + one, 0) / subsets;
  const standardError = size < fewer ? subsetStandardError(values, size, fewer) : NaN;
  const deviation = standardDeviation(values);
  const [low, high] = [value - 1.96 * standardError, value + 1.96 * standardError];
  const counts = [first.count, second.count] as const;
  return { ...first.source, value, deviation, standardError, low, high, subsets, size, counts };
}

function rowsOf(set: FeatureSet, size: number, random: Random): DoubleMatrix {
  const data = new Float64Array(size * set.width);
  drawWithoutReplacement(set.count, size, random).forEach((place, i) =>
    data.set(set.row(place), i * set.width),
  );
  return { rows: size, columns: set.width, data };
}

/** The unbiased estimator (Gretton et al. 2012, eq. 3). */
async function discrepancy(x: DoubleMatrix, y: DoubleMatrix): Promise<number> {
  const pairs = x.rows * (x.rows - 1);
  const within = (await kernelSum(x, x, true)) + (await kernelSum(y, y, true));
  return within / pairs - (2 * (await kernelSum(x, y, false))) / (x.rows * y.rows);
}

/** Σ (xᵢ·yⱼ ÷ d + 1)³ over all i, j, or over i ≠ j. */
async function kernelSum(x: DoubleMatrix, y: DoubleMatrix, withoutDiagonal: boolean): Promise<number> {
  const { rows, columns, data } = await productWithTransposed(x, y);
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      if (!(withoutDiagonal && i === j)) sum += (data[i * columns + j]! / x.columns + 1) ** 3;
    }
  }
  return sum;
}
