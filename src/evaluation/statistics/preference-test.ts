/**
 * Two-sided exact binomial test of a fair coin: how probable a count this far from the half, or farther, is when there is
 * no preference. Agrees with `scipy.stats.binomtest(count, total, 0.5)`.
 *
 * @returns p-value, 0…1; null without trials
 * @throws RangeError unless 0 ≤ count ≤ total
 */
export function preferenceTest(count: number, total: number): number | null {
  if (!(count >= 0 && count <= total)) throw new RangeError(`${count} of ${total} is no count`);
  if (total === 0) return null;
  const tail = Math.min(count, total - count);
  if (2 * tail === total) return 1;
  // Terms are C(total, i) ÷ 2^total, each from the one before it; in logarithms, since they leave the range of floats.
  let logTerm = -total * Math.LN2;
  let sum = Math.exp(logTerm);
  for (let i = 0; i < tail; i++) {
    logTerm += Math.log((total - i) / (i + 1));
    sum += Math.exp(logTerm);
  }
  return Math.min(1, 2 * sum);
}
