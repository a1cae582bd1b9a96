import { integers } from '../constant.js';
import {
  broadcastShapes,
  type Dimension,
  formatShape,
  resolveAxis,
  sameShape,
  type Shape,
  ShapeError,
} from '../shape.js';
import { apply, explained, type Operator, Tensor } from '../tensor.js';
import { reshape } from './reshape.js';

/** Sizes after reducing the axes to 1. */
export function reducedShape(shape: Shape, axes: readonly number[]): Dimension[] {
  return shape.map((dimension, axis) => (axes.includes(axis) ? 1 : dimension));
}

/** The axes from the start, each once; all when none are given. */
export function reducedAxes(operator: string, x: Tensor, axes?: readonly number[]): number[] {
  const all = x.shape.map((_, axis) => axis);
  return explained(operator, [x], () => [
    ...new Set((axes ?? all).map((axis) => resolveAxis(axis, x.shape.length))),
  ]);
}

function sumOver(axes: readonly number[]): Operator<readonly [Tensor, Tensor]> {
  return {
    type: 'ReduceSum',
    infer: ([x]) => ({ shape: reducedShape(x.shape, axes), type: x.type }),
    gradient: (gradient, { inputs: [x] }) => [expand(gradient, x.shape), undefined],
  };
}

/**
 * Sum over axes (default: all).
 *
 * @param keepDims leave the axes in place with size 1
 */
export function sum(x: Tensor, axes?: readonly number[], keepDims = false): Tensor {
  const over = reducedAxes('ReduceSum', x, axes);
  const summed = over.length === 0 ? x : apply(sumOver(over), [x, integers(over)], { keepdims: 1 });
  return keepDims || over.length === 0
    ? summed
    : reshape(
        summed,
        x.shape.filter((_, axis) => !over.includes(axis)),
      );
}

/** A value repeated until it has the shape, by NumPy's rule. */
export function expand(x: Tensor, shape: Shape): Tensor {
  return sameShape(x.shape, shape)
    ? x
    : apply(expandTo(shape), [x, integers(shape.map((size) => (typeof size === 'number' ? size : 1)))]);
}

function expandTo(shape: Shape): Operator<readonly [Tensor, Tensor]> {
  return {
    type: 'Expand',
    infer: ([x]) => {
      if (shape.some((dimension) => typeof dimension === 'string')) {
        throw new ShapeError(`it cannot be expanded to ${formatShape(shape)}: every size must be known`);
      }
      if (!sameShape(broadcastShapes(x.shape, shape), shape)) {
        throw new ShapeError(`it does not stretch to ${formatShape(shape)}`);
      }
      return { shape, type: x.type };
    },
    gradient: (gradient, { inputs: [x] }) => [sumTo(gradient, x.shape), undefined],
  };
}

/** Sums over the axes along which a tensor of this shape was stretched: the gradient of stretching. */
export function sumTo(x: Tensor, shape: Shape): Tensor {
  const missing = x.shape.length - shape.length;
  const axes = x.shape.flatMap((dimension, axis) =>
    axis < missing || (shape[axis - missing] === 1 && dimension !== 1) ? [axis] : [],
  );
  return axes.length === 0 ? x : reshape(sum(x, axes, true), shape);
}
