import type { DoubleMatrix } from './double-product.js';

/** A matrix turned into one with two diagonals that has the same singular values. */
export interface BidiagonalForm {
  /** n elements. */
  readonly diagonal: Float64Array;
  /** n − 1 elements, above it. */
  readonly above: Float64Array;
}

/**
 * Bidiagonal form by reflections from both sides (Golub and Kahan 1965), float64.
 *
 * @param matrix rows ≥ columns; it is overwritten
 */
export function bidiagonalise({ rows, columns, data }: DoubleMatrix): BidiagonalForm {
  const diagonal = new Float64Array(columns);
  const above = new Float64Array(Math.max(0, columns - 1));
  const left = new Float64Array(rows);
  const combined = new Float64Array(columns);
  const right = new Float64Array(columns);
  for (let k = 0; k < columns; k++) {
    for (let i = k; i < rows; i++) left[i] = data[i * columns + k]!;
    const leftScale = reflector(left, k, rows);
    diagonal[k] = leftScale.value;
    combined.fill(0);
    for (let i = k; i < rows; i++)
      addTo(combined, data, i * columns, left[i]! * leftScale.factor, k + 1, columns);
    addTo(data, combined, 0, -left[k]!, k + 1, columns, k * columns);
    for (let j = k + 1; j < columns; j++) right[j] = data[k * columns + j]!;
    const rightScale = reflector(right, k + 1, columns);
    if (k + 1 < columns) above[k] = rightScale.value;
    for (let i = k + 1; i < rows; i++)
      reflectRow(data, i * columns, k + 1, columns, combined, left[i]!, right, rightScale.factor);
  }
  return { diagonal, above };
}

/** Takes both reflections of a step to one row while it is at hand. */
function reflectRow(
  data: Float64Array,
  row: number,
  from: number,
  to: number,
  combined: Float64Array,
  leftShare: number,
  right: Float64Array,
  factor: number,
): void {
  let along = 0;
  for (let j = from; j < to; j++) {
    const value = data[row + j]! - leftShare * combined[j]!;
    data[row + j] = value;
    along += value * right[j]!;
  }
  along *= factor;
  for (let j = from; j < to; j++) data[row + j]! -= along * right[j]!;
}

/** target[targetStart + j] += share · source[start + j] for from ≤ j < to. */
function addTo(
  target: Float64Array,
  source: Float64Array,
  start: number,
  share: number,
  from: number,
  to: number,
  targetStart = 0,
): void {
  for (let j = from; j < to; j++) target[targetStart + j]! += share * source[start + j]!;
}

/**
 * Makes of x[from…to) the direction v of the reflection 1 − factor·v·vᵀ that turns x into (value, 0, 0, …).
 */
function reflector(x: Float64Array, from: number, to: number): { value: number; factor: number } {
  let largest = 0;
  for (let i = from; i < to; i++) largest = Math.max(largest, Math.abs(x[i]!));
  if (largest === 0) return { value: 0, factor: 0 };
  let squares = 0;
  for (let i = from; i < to; i++) squares += (x[i]! / largest) ** 2;
  const length = largest * Math.sqrt(squares);
  const first = x[from]!;
  const value = first > 0 ? -length : length;
  x[from] = first - value;
  return { value, factor: 1 / (value * (value - first)) };
}
