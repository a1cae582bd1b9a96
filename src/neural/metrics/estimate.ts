import { Random } from '../random.js';

/** A mean and how far it can be trusted. */
export interface Estimate {
  readonly mean: number;
  /** Bounds of the 95 % interval of the mean; NaN with fewer than two values. */
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

const [RESAMPLES, TAIL] = [2_000, 0.025];

/**
 * Mean with its 95 % percentile bootstrap interval (Efron 1979): the values are drawn again with replacement 2,000 times.
 * It speaks of further items like these: where many come from one person, not of further people.
 *
 * @param values NaN mean when empty
 * @param seed the same seed gives the same interval
 */
export function estimateMean(values: readonly number[], seed = 1): Estimate {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  if (count < 2) return { mean, low: NaN, high: NaN, count };
  const random = new Random(seed);
  const means = Float64Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += values[random.integer(count)]!;
    return sum / count;
  }).sort();
  return { mean, low: quantile(means, TAIL), high: quantile(means, 1 - TAIL), count };
}

/** The value below which the share `q` lies, interpolated linearly between order statistics. */
function quantile(sorted: Float64Array, q: number): number {
  const at = (sorted.length - 1) * q;
  const below = sorted[Math.floor(at)]!;
  return below + (sorted[Math.ceil(at)]! - below) * (at % 1);
}
