import type { DoubleMatrix } from './double-product.js';
import { transposed } from './transposed.js';

/**
 * A factor F [r, n] of a positive semidefinite matrix, so that it is Fᵀ·F, with as few rows as its rank: Cholesky's
 * decomposition with the largest remaining diagonal element as pivot (Higham 1990). What rounding leaves below n·ε of the
 * largest element is dropped, so that directions without any variance stay at exactly 0.
 *
 * @param matrix symmetric, n × n; left as it is
 */
export function pivotedCholesky({ rows: size, data: matrix }: DoubleMatrix): DoubleMatrix {
  const remaining = Float64Array.from({ length: size }, (_, i) => matrix[i * size + i]!);
  const least = size * Number.EPSILON * remaining.reduce((most, value) => Math.max(most, value), 0);
  const lower = new Float64Array(size * size);
  const open = Array.from({ length: size }, (_, i) => i);
  let rank = 0;
  while (open.length > 0) {
    const at = open.reduce((best, i, place) => (remaining[i]! > remaining[open[best]!]! ? place : best), 0);
    const pivot = open[at]!;
    if (!(remaining[pivot]! > least)) break;
    open.splice(at, 1);
    const root = Math.sqrt(remaining[pivot]!);
    lower[pivot * size + rank] = root;
    for (const i of open) {
      const [row, pivotRow] = [i * size, pivot * size];
      let sum = matrix[pivotRow + i]!;
      for (let k = 0; k < rank; k++) sum -= lower[row + k]! * lower[pivotRow + k]!;
      const value = sum / root;
      lower[row + rank] = value;
      remaining[i]! -= value * value;
    }
    rank++;
  }
  return firstRows(transposed({ rows: size, columns: size, data: lower }), rank);
}

function firstRows({ columns, data }: DoubleMatrix, rows: number): DoubleMatrix {
  return { rows, columns, data: data.subarray(0, rows * columns) };
}
