import { apply, Float, type Operator, Tensor } from '../tensor.js';
import { scalar } from '../constant.js';
import { add, mul, sub } from './arithmetic.js';
import { greater, indicator, less, masked, where } from './compare.js';
import { unaryOperator } from './elementwise.js';

/** max(x, 0). Gradient 0 at 0. */
export const relu = unaryOperator('Relu', (gradient, _x, y) => masked(greater(y, 0), gradient));

/** 1 ÷ (1 + e^−x). */
export const sigmoid = unaryOperator('Sigmoid', (gradient, _x, y) => mul(gradient, mul(y, sub(1, y))));

/** Hyperbolic tangent. */
export const tanh = unaryOperator('Tanh', (gradient, _x, y) => mul(gradient, sub(1, mul(y, y))));

const LEAKY_RELU: Operator<readonly [Tensor]> = {
  type: 'LeakyRelu',
  infer: ([x]) => x,
  gradient: (gradient, { inputs: [x], attributes: { alpha } }) => [
    mul(gradient, where(greater(x, 0), 1, (alpha as Float).value)),
  ],
};

/** x where positive, else slope · x. The gradient at 0 is the slope. */
export function leakyRelu(x: Tensor, slope: number): Tensor {
  return apply(LEAKY_RELU, [x], { alpha: new Float(slope) });
}

const CLIP: Operator<readonly [Tensor, Tensor, Tensor]> = {
  type: 'Clip',
  infer: ([x]) => x,
  gradient: (gradient, { inputs: [x, least, most] }) => [
    mul(gradient, mul(indicator(greater(x, least)), indicator(less(x, most)))),
    undefined,
    undefined,
  ],
};

/** x, but no less than `least` and no more than `most`. Gradient 0 at and beyond both. */
export function clip(x: Tensor, least: number, most: number): Tensor {
  return apply(CLIP, [x, scalar(least), scalar(most)]);
}

/** x between 0 and 6. */
export function relu6(x: Tensor): Tensor {
  return clip(x, 0, 6);
}

/** ln(1 + e^x), written so that neither large nor small x overflows. */
export const softplus = unaryOperator('Softplus', (gradient, x) => mul(gradient, sigmoid(x)));

/** Binary cross-entropy of a logit and a target of 0…1, per element. */
export function binaryCrossEntropy(logit: Tensor, target: Tensor): Tensor {
  return add(softplus(logit), mul(-1, mul(logit, target)));
}
