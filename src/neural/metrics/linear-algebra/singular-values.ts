import { bidiagonalise } from './bidiagonal-form.js';
import type { DoubleMatrix } from './double-product.js';
import { transposed } from './transposed.js';
import { tridiagonalEigenvalues } from './tridiagonal-eigenvalues.js';

/**
 * Singular values of a matrix, largest first, each right to about ε times the largest. The bidiagonal form B is laid out as
 * the symmetric matrix [[0, Bᵀ], [B, 0]] with rows interleaved (Golub and Kahan 1965), which has one diagonal beside an
 * empty middle and the eigenvalues ±σ: unlike those of Bᵀ·B they lose no digits to squaring.
 *
 * @param matrix any size; it is overwritten when it has no more columns than rows
 */
export function singularValues(matrix: DoubleMatrix): Float64Array {
  const { diagonal, above } = bidiagonalise(matrix.rows >= matrix.columns ? matrix : transposed(matrix));
  const size = diagonal.length;
  const beside = new Float64Array(Math.max(0, 2 * size - 1));
  for (let i = 0; i < size; i++) {
    beside[2 * i] = diagonal[i]!;
    if (i + 1 < size) beside[2 * i + 1] = above[i]!;
  }
  const eigenvalues = tridiagonalEigenvalues(new Float64Array(2 * size), beside);
  return eigenvalues
    .map(Math.abs)
    .sort()
    .reverse()
    .filter((_, i) => i % 2 === 0);
}

/** Sum of the singular values: the nuclear norm. */
export function nuclearNorm(matrix: DoubleMatrix): number {
  return singularValues(matrix).reduce((sum, value) => sum + value, 0);
}
