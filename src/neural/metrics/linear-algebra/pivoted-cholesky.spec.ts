import { describe, expect, it } from 'vitest';
import { Random } from '../../random.js';
import { productWithTransposed, type DoubleMatrix } from './double-product.js';
import { pivotedCholesky } from './pivoted-cholesky.js';

/** A random matrix [size, rank] times its transposed. */
async function ofRank(rank: number, size: number): Promise<DoubleMatrix> {
  const random = new Random(rank);
  const data = Float64Array.from({ length: size * rank }, () => random.normal());
  const half = { rows: size, columns: rank, data };
  return productWithTransposed(half, half);
}

function times(factor: DoubleMatrix, i: number, j: number): number {
  let sum = 0;
  for (let k = 0; k < factor.rows; k++)
    sum += factor.data[k * factor.columns + i]! * factor.data[k * factor.columns + j]!;
  return sum;
}

describe('pivotedCholesky', () => {
  it.each([12, 5, 1])('should give the matrix again, and rank %d, when multiplied', async (rank) => {
    const matrix = await ofRank(rank, 12);

    const factor = pivotedCholesky(matrix);

    expect(factor.rows).toBe(rank);
    for (let i = 0; i < 12; i++) {
      for (let j = 0; j < 12; j++) expect(times(factor, i, j)).toBeCloseTo(matrix.data[12 * i + j]!, 11);
    }
  });

  it('should have no rows when the matrix is 0', () => {
    expect(pivotedCholesky({ rows: 2, columns: 2, data: new Float64Array(4) }).rows).toBe(0);
  });
});
