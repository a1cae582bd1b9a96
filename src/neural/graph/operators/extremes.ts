import type { Tensor } from '../tensor.js';
import { add, mul } from './arithmetic.js';
import { equal, greater, indicator } from './compare.js';
import { binaryOperator } from './elementwise.js';

/** The larger of two. Where they are equal each gets half of the gradient. */
export const max: (a: Tensor | number, b: Tensor | number) => Tensor = binaryOperator(
  'Max',
  (gradient, a, b) => share(gradient, greater(a, b), greater(b, a), equal(a, b)),
);

/** The smaller of two. Where they are equal each gets half of the gradient. */
export const min: (a: Tensor | number, b: Tensor | number) => Tensor = binaryOperator(
  'Min',
  (gradient, a, b) => share(gradient, greater(b, a), greater(a, b), equal(a, b)),
);

function share(gradient: Tensor, isA: Tensor, isB: Tensor, isTie: Tensor): [Tensor, Tensor] {
  const half = mul(indicator(isTie), 0.5);
  return [mul(gradient, add(indicator(isA), half)), mul(gradient, add(indicator(isB), half))];
}
