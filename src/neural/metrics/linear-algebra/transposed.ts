import type { DoubleMatrix } from './double-product.js';

/** The matrix with rows and columns exchanged. */
export function transposed({ rows, columns, data }: DoubleMatrix): DoubleMatrix {
  const turned = new Float64Array(data.length);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) turned[j * rows + i] = data[i * columns + j]!;
  return { rows: columns, columns: rows, data: turned };
}
