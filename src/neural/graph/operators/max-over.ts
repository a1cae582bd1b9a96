import { apply, type Operator, type Tensor } from '../tensor.js';
import { neg, div, mul } from './arithmetic.js';
import { equal, indicator } from './compare.js';
import { reshape } from './reshape.js';
import { reducedAxes, reducedShape, sum } from './sum.js';

const MAX_OVER: Operator<readonly [Tensor]> = {
  type: 'ReduceMax',
  infer: ([x], { axes }) => ({ shape: reducedShape(x.shape, axes as readonly number[]), type: x.type }),
  gradient: (gradient, { inputs: [x], output, attributes: { axes } }) => {
    const isLargest = indicator(equal(x, output));
    const share = div(gradient, sum(isLargest, axes as readonly number[], true));
    return [mul(isLargest, share)];
  },
};

/**
 * The largest over axes (default: all). Ties share the gradient.
 *
 * @param keepDims leave the axes in place with size 1
 */
export function maxOver(x: Tensor, axes?: readonly number[], keepDims = false): Tensor {
  const over = reducedAxes('ReduceMax', x, axes);
  if (over.length === 0) return x;
  const largest = apply(MAX_OVER, [x], { axes: over, keepdims: 1 });
  const kept = x.shape.filter((_, axis) => !over.includes(axis));
  return keepDims ? largest : reshape(largest, kept);
}

/** The smallest over axes, see `maxOver`. */
export function minOver(x: Tensor, axes?: readonly number[], keepDims = false): Tensor {
  return neg(maxOver(neg(x), axes, keepDims));
}
