import { asTensor } from '../constant.js';
import { apply, type Operator, Tensor } from '../tensor.js';
import { div, mul, sub } from './arithmetic.js';
import { broadcastPair, unaryOperator } from './elementwise.js';
import { sumTo } from './sum.js';

/** −1, 0 or 1. No gradient. */
export const sign = unaryOperator('Sign');

/** |x|. Gradient 0 at 0. */
export const abs = unaryOperator('Abs', (gradient, x) => mul(gradient, sign(x)));

/** √x. */
export const sqrt = unaryOperator('Sqrt', (gradient, _x, y) => div(mul(gradient, 0.5), y));

/** e^x. */
export const exp = unaryOperator('Exp', (gradient, _x, y) => mul(gradient, y));

/** Natural logarithm. */
export const log = unaryOperator('Log', (gradient, x) => div(gradient, x));

/** The largest whole number that is not larger. No gradient. */
export const floor = unaryOperator('Floor');

const POW: Operator<readonly [Tensor, Tensor]> = {
  type: 'Pow',
  infer: broadcastPair,
  gradient: (gradient, { inputs: [x, exponent], output }) => [
    sumTo(mul(gradient, mul(exponent, pow(x, sub(exponent, 1)))), x.shape),
    exponent.source.kind === 'constant'
      ? undefined
      : sumTo(mul(gradient, mul(output, log(x))), exponent.shape),
  ],
};

/** x^exponent. Negative x need a whole exponent. */
export function pow(x: Tensor, exponent: Tensor | number): Tensor {
  return apply(POW, [x, asTensor(exponent)]);
}
