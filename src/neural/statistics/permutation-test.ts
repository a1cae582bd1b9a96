import { Random } from '../random.js';

/** How many sign patterns are tried one by one; above that they are drawn. */
const MOST_PATTERNS = 1 << 16;

/** How a permutation test is run. */
export interface PermutationOptions {
  /** Patterns drawn when there are too many to try all; default 10,000. */
  readonly draws?: number;
  /** The same seed gives the same p-value; default 1. */
  readonly seed?: number;
}

/**
 * Two-sided p-value of a paired permutation test (Fisher 1935): were both models alike, each difference could as well
 * have had the other sign. It is the share of sign patterns whose mean is at least as far from 0 as the one seen: of all
 * patterns up to 16 differences, of drawn ones above, counting the one seen among them (Phipson and Smyth 2010), so that it
 * is never 0.
 *
 * @param differences one a pair; NaN p when empty
 */
export function permutationTest(
  differences: readonly number[],
  { draws = 10_000, seed = 1 }: PermutationOptions = {},
): number {
  const count = differences.length;
  if (count === 0) return NaN;
  const sum = differences.reduce((total, value) => total + value, 0);
  const size = differences.reduce((total, value) => total + Math.abs(value), 0);
  const least = Math.abs(sum) - 1e-12 * size;
  if (2 ** count <= MOST_PATTERNS) return shareOfAll(differences, least);
  const random = new Random(seed);
  let extreme = 0;
  for (let draw = 0; draw < draws; draw++) {
    let total = 0;
    for (let i = 0; i < count; i++) total += random.uniform() < 0.5 ? differences[i]! : -differences[i]!;
    if (Math.abs(total) >= least) extreme++;
  }
  return (extreme + 1) / (draws + 1);
}

function shareOfAll(differences: readonly number[], least: number): number {
  const patterns = 2 ** differences.length;
  let extreme = 0;
  for (let pattern = 0; pattern < patterns; pattern++) {
    let total = 0;
    for (let i = 0; i < differences.length; i++)
      total += (pattern >> i) & 1 ? differences[i]! : -differences[i]!;
    if (Math.abs(total) >= least) extreme++;
  }
  return extreme / patterns;
}
