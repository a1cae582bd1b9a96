import type { Tensor } from '../tensor.js';
import { binaryOperator, unaryOperator } from './elementwise.js';

/** a + b. */
export const add = binaryOperator('Add', (gradient) => [gradient, gradient]);

/** −x. */
export const neg: (x: Tensor) => Tensor = unaryOperator('Neg', (gradient) => neg(gradient));

/** a − b. */
export const sub = binaryOperator('Sub', (gradient) => [gradient, neg(gradient)]);

/** a · b. */
export const mul: (a: Tensor | number, b: Tensor | number) => Tensor = binaryOperator(
  'Mul',
  (gradient, a, b) => [mul(gradient, b), mul(gradient, a)],
);

/** a ÷ b. */
export const div: (a: Tensor | number, b: Tensor | number) => Tensor = binaryOperator(
  'Div',
  (gradient, _a, b, quotient) => [div(gradient, b), neg(div(mul(gradient, quotient), b))],
);
