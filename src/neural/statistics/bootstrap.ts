import { Random } from '../random.js';
import { normalQuantile, normalShareBelow } from './normal-distribution.js';
import { quantile } from './quantile.js';

/** How an interval is made. */
export interface BootstrapOptions {
  /**
   * `percentile`: quantiles of the resampled means. `bca`: those corrected for bias and skewness (Efron 1987), better
   * for few or lopsided values. Default `percentile`.
   */
  readonly method?: 'percentile' | 'bca';
  /** How often the values are drawn again; default 2,000. */
  readonly resamples?: number;
  /** Share of intervals that hold the true mean; default 0.95. */
  readonly confidence?: number;
  /** The same seed gives the same interval; default 1. */
  readonly seed?: number;
}

/** Bounds of an interval; NaN with fewer than two values. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Bootstrap interval of the mean (Efron 1979): the values are drawn again with replacement. It speaks of further items
 * like these: where many come from one person, not of further people.
 *
 * @param values finite
 */
export function bootstrapInterval(values: readonly number[], options: BootstrapOptions = {}): Interval {
  const { method = 'percentile', resamples = 2_000, confidence = 0.95, seed = 1 } = options;
  if (values.length < 2) return { low: NaN, high: NaN };
  const means = resampledMeans(values, resamples, seed);
  const tail = (1 - confidence) / 2;
  const [low, high] =
    method === 'percentile' ? [tail, 1 - tail] : correctedShares(values, means, [tail, 1 - tail]);
  return { low: quantile(means, low), high: quantile(means, high) };
}

/** Means of the values drawn again with replacement, ascending. */
function resampledMeans(values: readonly number[], resamples: number, seed: number): Float64Array {
  const random = new Random(seed);
  const count = values.length;
  return Float64Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += values[random.integer(count)]!;
    return sum / count;
  }).sort();
}

/** The quantiles that bias correction and acceleration ask for instead (Efron 1987, eq. 2.3 and 6.6). */
function correctedShares(
  values: readonly number[],
  means: Float64Array,
  shares: readonly [number, number],
): [number, number] {
  const mean = meanOf(values);
  const below = means.reduce((count, value) => count + (value < mean ? 1 : value === mean ? 0.5 : 0), 0);
  const bias = normalQuantile(below / means.length);
  if (!Number.isFinite(bias)) return [shares[0], shares[1]];
  const acceleration = skewnessOfJackknife(values, mean);
  const corrected = (share: number): number => {
    const shifted = bias + normalQuantile(share);
    return normalShareBelow(bias + shifted / (1 - acceleration * shifted));
  };
  return [corrected(shares[0]), corrected(shares[1])];
}

/** A sixth of the skewness of the means that leave one value out. */
function skewnessOfJackknife(values: readonly number[], mean: number): number {
  let [squares, cubes] = [0, 0];
  for (const value of values) {
    const step = value - mean;
    squares += step ** 2;
    cubes += step ** 3;
  }
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
