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

/** Axes in another order: axis i of the answer is axis order[i] of `x`. Two in a row become one or none. */
export function transpose(x: Tensor, order: readonly number[]): Tensor {
  const { source } = x;
  if (source.kind === 'operation' && source.operator === TRANSPOSE && order.length === x.shape.length) {
    const [inner] = source.inputs;
    const before = source.attributes.perm as readonly number[];
    if (inner && order.every((axis) => before[axis] !== undefined)) {
      return transpose(
        inner,
        order.map((axis) => before[axis] ?? 0),
      );
    }
  }
  return order.every((axis, i) => axis === i) ? x : apply(TRANSPOSE, [x], { perm: order });
}
