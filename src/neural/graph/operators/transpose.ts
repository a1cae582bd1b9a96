import { ShapeError } from '../shape.js';
import { apply, type Operator, Tensor } from '../tensor.js';

const TRANSPOSE: Operator<readonly [Tensor]> = {
  type: 'Transpose',
  infer: ([x], attributes) => {
    const order = attributes.perm as readonly number[];
    if ([...order].sort((a, b) => a - b).some((axis, i) => axis !== i) || order.length !== x.shape.length) {
      throw new ShapeError(`[${order.join(', ')}] does not name each axis once`);
    }
    return { shape: order.map((axis) => x.shape[axis] ?? 1), type: x.type };
  },
  gradient: (gradient, { attributes }) => {
    const order = attributes.perm as readonly number[];
    return [
      transpose(
        gradient,
        order.map((_, axis) => order.indexOf(axis)),
      ),
    ];
  },
};

/** Axes in another order: axis i of the answer is axis order[i] of `x`. */
export function transpose(x: Tensor, order: readonly number[]): Tensor {
  return order.every((axis, i) => axis === i) ? x : apply(TRANSPOSE, [x], { perm: order });
}
