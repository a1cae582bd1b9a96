import { knownSize } from '../shape.js';
import { apply, type Operator, Tensor } from '../tensor.js';
import { mul } from './arithmetic.js';
import { reshape } from './reshape.js';
import { expand, reducedAxes, reducedShape } from './sum.js';

const MEAN: Operator<readonly [Tensor]> = {
  type: 'ReduceMean',
  infer: ([x], { axes }) => ({ shape: reducedShape(x.shape, axes as readonly number[]), type: x.type }),
  gradient: (gradient, { inputs: [x], attributes: { axes } }) => {
    const count = (axes as readonly number[]).reduce(
      (product, axis) => product * knownSize(x.shape[axis]),
      1,
    );
    return [expand(mul(gradient, 1 / count), x.shape)];
  },
};

/**
 * Mean over axes (default: all). Its gradient needs their sizes to be known.
 *
 * @param keepDims leave the axes in place with size 1
 */
export function mean(x: Tensor, axes?: readonly number[], keepDims = false): Tensor {
  const over = reducedAxes('ReduceMean', x, axes);
  if (over.length === 0) return x;
  const reduced = apply(MEAN, [x], { axes: over, keepdims: 1 });
  return keepDims
    ? reduced
    : reshape(
        reduced,
        x.shape.filter((_, axis) => !over.includes(axis)),
      );
}
