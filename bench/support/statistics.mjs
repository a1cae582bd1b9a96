/**
 * The value below which the share `q` of all values lies, interpolated linearly between order statistics.
 * @param {readonly number[]} values at least one
 * @param {number} q 0…1
 * @returns {number}
 */
export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const below = sorted[Math.floor(at)];
  return below + (sorted[Math.ceil(at)] - below) * (at % 1);
}

/**
 * @param {readonly number[]} values at least one
 * @returns {number}
 */
export function median(values) {
  return quantile(values, 0.5);
}

/**
 * Times an action again and again.
 * @param {() => unknown} action awaited
 * @param {{ count: number, warmUp?: number, budgetMs?: number }} plan runs wanted; fewer, but at least 5, once the
 *   budget is spent
 * @returns {Promise<number[]>} milliseconds of each run after the warm-up
 */
export async function measure(action, { count, warmUp = 3, budgetMs = 8_000 }) {
  for (let i = 0; i < warmUp; i++) await action();
  const times = [];
  const deadline = performance.now() + budgetMs;
  while (times.length < count && (times.length < 5 || performance.now() < deadline)) {
    const start = performance.now();
    await action();
    times.push(performance.now() - start);
  }
  return times;
}
