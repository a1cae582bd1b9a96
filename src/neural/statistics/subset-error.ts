import { Random } from '../random.js';

/**
 * Draws items without replacement.
 *
 * @param from how many items there are
 * @param count how many are drawn, at most `from`
 * @returns their places, each once, in the order of drawing
 */
export function drawWithoutReplacement(from: number, count: number, random: Random): Int32Array {
  const places = Int32Array.from({ length: from }, (_, i) => i);
  for (let i = 0; i < count; i++) {
    const other = i + random.integer(from - i);
    [places[i], places[other]] = [places[other]!, places[i]!];
  }
  return places.subarray(0, count);
}

/**
 * Standard error of a statistic of `from` items, judged by its spread over subsets of `size` items drawn without
 * replacement: the delete-d jackknife (Shao and Wu 1989). Unlike the bootstrap it repeats no item, which a
 * distance between distributions would take for a difference; a bias that depends on the size cancels.
 *
 * @param values of the subsets; NaN with fewer than two
 * @param size of each subset, below `from`
 */
export function subsetStandardError(values: readonly number[], size: number, from: number): number {
  return standardDeviation(values) * Math.sqrt(size / (from - size));
}

/** Standard deviation with n − 1; NaN with fewer than two values. */
export function standardDeviation(values: readonly number[]): number {
  if (values.length < 2) return NaN;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
