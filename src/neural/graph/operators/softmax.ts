import { resolveAxis } from '../shape.js';
import { apply, explained, type Operator, Tensor } from '../tensor.js';
import { mul, sub } from './arithmetic.js';
import { sum } from './sum.js';

const SOFTMAX: Operator<readonly [Tensor]> = {
  type: 'Softmax',
  infer: ([x]) => x,
  gradient: (gradient, { output, attributes: { axis } }) => [
    mul(output, sub(gradient, sum(mul(gradient, output), [axis as number], true))),
  ],
};

/** e^x ÷ Σ e^x along an axis. */
export function softmax(x: Tensor, axis = -1): Tensor {
  return apply(SOFTMAX, [x], { axis: explained('Softmax', [x], () => resolveAxis(axis, x.shape.length)) });
}
