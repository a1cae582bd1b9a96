import { bootstrapInterval } from '../statistics/bootstrap.js';

/** A mean and how far it can be trusted. */
export interface Estimate {
  readonly mean: number;
  /** Bounds of the 95 % interval of the mean; NaN with fewer than two values. */
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/**
 * Mean with its 95 % percentile bootstrap interval of 2,000 resamples; see `bootstrapInterval`.
 *
 * @param values NaN mean when empty
 * @param seed the same seed gives the same interval
 */
export function estimateMean(values: readonly number[], seed = 1): Estimate {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  return { mean, ...bootstrapInterval(values, { seed }), count };
}
