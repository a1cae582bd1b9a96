/** A share of a whole and how far it can be trusted. */
export interface ProportionEstimate {
  /** count ÷ total, 0…1. */
  readonly share: number;
  /** Bounds of the 95 % interval. */
  readonly low: number;
  readonly high: number;
  readonly count: number;
  readonly total: number;
}

/** Quantile 0.975 of the standard normal distribution. */
const Z = 1.959963984540054;

/**
 * A proportion with its 95 % score interval (Wilson 1927), which stays within 0…1 and is sound for few trials and for
 * shares near the ends.
 *
 * @returns null without trials
 * @throws RangeError unless 0 ≤ count ≤ total
 */
export function wilsonInterval(count: number, total: number): ProportionEstimate | null {
  if (!(count >= 0 && count <= total)) throw new RangeError(`${count} of ${total} is no proportion`);
  if (total === 0) return null;
  const share = count / total;
  const spread = 1 + Z ** 2 / total;
  const centre = (share + Z ** 2 / (2 * total)) / spread;
  const half = (Z / spread) * Math.sqrt((share * (1 - share)) / total + Z ** 2 / (4 * total ** 2));
  // At the ends the bound is exactly the end; subtracting leaves a rounding error.
  const low = count === 0 ? 0 : centre - half;
  const high = count === total ? 1 : centre + half;
  return { share, low, high, count, total };
}
