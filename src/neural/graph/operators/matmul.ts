import { broadcastShapes, ShapeError } from '../shape.js';
import { apply, type Operator, Tensor } from '../tensor.js';
import { sumTo } from './sum.js';
import { transpose } from './transpose.js';

const MATMUL: Operator<readonly [Tensor, Tensor]> = {
  type: 'MatMul',
  infer: ([a, b]) => {
    if (a.shape.length < 2 || b.shape.length < 2) throw new ShapeError('both need two axes at least');
    if (a.type !== b.type) throw new ShapeError(`${a.type} does not go with ${b.type}`);
    const [rows, inner] = a.shape.slice(-2);
    const [innerOfB, columns] = b.shape.slice(-2);
    if (inner !== innerOfB) throw new ShapeError(`${inner} columns do not meet ${innerOfB} rows`);
    const batch = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2));
    return { shape: [...batch, rows ?? 1, columns ?? 1], type: a.type };
  },
  gradient: (gradient, { inputs: [a, b] }) => [
    sumTo(matmul(gradient, swapLast(b)), a.shape),
    sumTo(matmul(swapLast(a), gradient), b.shape),
  ],
};

/** Matrix product over the last two axes; the others are stretched to each other. */
export function matmul(a: Tensor, b: Tensor): Tensor {
  return apply(MATMUL, [a, b]);
}

/** The last two axes exchanged. */
export function swapLast(x: Tensor): Tensor {
  const rank = x.shape.length;
  return transpose(
    x,
    x.shape.map((_, axis) => (axis < rank - 2 ? axis : 2 * rank - 3 - axis)),
  );
}
