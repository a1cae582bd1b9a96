import type { Tensor } from '../graph/tensor.js';
import { add, div, mul, sub } from '../graph/operators/arithmetic.js';
import { mean } from '../graph/operators/mean.js';
import { sum } from '../graph/operators/sum.js';
import { abs } from '../graph/operators/transcendental.js';

/** Mean absolute difference of two tensors of one shape: a scalar. */
export function l1(a: Tensor, b: Tensor): Tensor {
  return mean(abs(sub(a, b)));
}

/**
 * Mean absolute difference over the pixels of a mask: a scalar, 0 when the mask is empty.
 *
 * @param a [B, C, H, W]
 * @param b the same shape
 * @param mask [B, 1, H, W], 0…1
 */
export function maskedL1(a: Tensor, b: Tensor, mask: Tensor): Tensor {
  const perPixel = mean(abs(sub(a, b)), [1], true);
  return div(sum(mul(perPixel, mask)), add(sum(mask), 1e-6));
}
