import { Random } from '../random.js';
import { drawWithoutReplacement, subsetStandardError } from '../statistics/subset-error.js';
import { type FeatureGaussian, gaussianOf } from './feature-gaussian.js';
import type { FeatureSet } from './feature-set.js';
import { type FeatureSource, requireSameSource } from './feature-source.js';
import { productWithTransposed } from './linear-algebra/double-product.js';
import { nuclearNorm } from './linear-algebra/singular-values.js';

/** A Fréchet distance with what it is a distance of. */
export interface FrechetDistance extends FeatureSource {
  /** ≥ 0; 0 when mean and covariance are equal. */
  readonly value: number;
  /** Pictures of both sets. The distance falls as these grow: compare only figures of equal counts. */
  readonly counts: readonly [first: number, second: number];
}

/** How the error of a distance is judged. */
export interface FrechetErrorOptions {
  /** Pairs of half samples; default 20. */
  readonly subsets?: number;
  /** The same seed gives the same error; default 1. */
  readonly seed?: number;
}

/** A Fréchet distance with its error. */
export interface FrechetEstimate extends FrechetDistance {
  /** Standard deviation of the distance over further samples of these sizes. */
  readonly standardError: number;
  /** Bounds of the 95 % interval: 1.96 standard errors to each side, no less than 0. */
  readonly low: number;
  readonly high: number;
}

/**
 * Fréchet inception distance of two sets (Heusel et al. 2017, eq. 6) in float64.
 *
 * @throws RangeError when the sets come from different networks, or one has fewer than two pictures
 */
export async function frechetDistance(first: FeatureSet, second: FeatureSet): Promise<FrechetDistance> {
  requireSameSource(first.source, second.source);
  const value = await gaussianDistance(await gaussianOf(first), await gaussianOf(second));
  return { ...first.source, value, counts: [first.count, second.count] };
}

/**
 * |μ₁ − μ₂|² + tr Σ₁ + tr Σ₂ − 2·tr √(Σ₁Σ₂). The eigenvalues of Σ₁Σ₂ are the squared singular values of F₁F₂ᵀ for factors
 * Σ = FᵀF, so that the last trace is their sum: no root of a matrix is taken, nothing gets complex, and what has no
 * variance adds exactly nothing.
 */
export async function gaussianDistance(first: FeatureGaussian, second: FeatureGaussian): Promise<number> {
  let between = 0;
  for (let i = 0; i < first.mean.length; i++) between += (first.mean[i]! - second.mean[i]!) ** 2;
  const overlap = nuclearNorm(await productWithTransposed(first.factor, second.factor));
  return Math.max(0, between + trace(first) + trace(second) - 2 * overlap);
}

/**
 * The distance with its error by half samples (see `subsetStandardError`): half of each set is drawn again and again. A
 * half sample's distance is larger than that of the whole, which cancels as only their spread is used.
 *
 * @throws RangeError as {@link frechetDistance}, and for fewer than four pictures
 */
export async function frechetEstimate(
  first: FeatureSet,
  second: FeatureSet,
  { subsets = 20, seed = 1 }: FrechetErrorOptions = {},
): Promise<FrechetEstimate> {
  const whole = await frechetDistance(first, second);
  const random = new Random(seed);
  const half = (set: FeatureSet): FeatureSet =>
    set.subset(drawWithoutReplacement(set.count, Math.floor(set.count / 2), random));
  const values: number[] = [];
  for (let i = 0; i < subsets; i++) values.push((await frechetDistance(half(first), half(second))).value);
  const fewer = Math.min(first.count, second.count);
  const standardError = subsetStandardError(values, Math.floor(fewer / 2), fewer);
  const [low, high] = [whole.value - 1.96 * standardError, whole.value + 1.96 * standardError];
  return { ...whole, standardError, low: Math.max(0, low), high };
}

function trace({ factor }: FeatureGaussian): number {
  return factor.data.reduce((sum, value) => sum + value * value, 0);
}
