import type { Tensor } from '../tensor.js';
import { add, mul, sub } from './arithmetic.js';

/** a · share + b · (1 − share). */
export function blend(a: Tensor, b: Tensor, share: Tensor): Tensor {
  return add(b, mul(sub(a, b), share));
}
