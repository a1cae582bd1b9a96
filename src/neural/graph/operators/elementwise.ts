import { broadcastShapes, ShapeError } from '../shape.js';
import { asTensor } from '../constant.js';
import { apply, type ElementType, type Operator, Tensor } from '../tensor.js';
import { sumTo } from './sum.js';

/** Shape rule of an operator on two tensors that are stretched to each other. */
export function broadcastPair([a, b]: readonly [Tensor, Tensor]): {
  shape: Tensor['shape'];
  type: ElementType;
} {
  if (a.type !== b.type) throw new ShapeError(`${a.type} does not go with ${b.type}`);
  return { shape: broadcastShapes(a.shape, b.shape), type: a.type };
}

/** An operator on two stretched tensors with its two partial derivatives. */
export function binaryOperator(
  type: string,
  partial: (gradient: Tensor, a: Tensor, b: Tensor, output: Tensor) => readonly [Tensor, Tensor],
): (a: Tensor | number, b: Tensor | number) => Tensor {
  const operator: Operator<readonly [Tensor, Tensor]> = {
    type,
    infer: broadcastPair,
    gradient: (gradient, { inputs: [a, b], output }) => {
      const [toA, toB] = partial(gradient, a, b, output);
      return [sumTo(toA, a.shape), sumTo(toB, b.shape)];
    },
  };
  return (a, b) => apply(operator, [asTensor(a), asTensor(b)]);
}

/** An operator on each element by itself with its derivative; without one no gradient flows through it. */
export function unaryOperator(
  type: string,
  derivative?: (gradient: Tensor, x: Tensor, output: Tensor) => Tensor,
): (x: Tensor) => Tensor {
  const operator: Operator<readonly [Tensor]> = {
    type,
    infer: ([x]) => x,
    gradient: (gradient, { inputs: [x], output }) => [derivative?.(gradient, x, output)],
  };
  return (x) => apply(operator, [x]);
}
