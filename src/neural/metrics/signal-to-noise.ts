import { mul, sub } from '../graph/operators/arithmetic.js';
import { min } from '../graph/operators/extremes.js';
import { mean } from '../graph/operators/mean.js';
import { log } from '../graph/operators/transcendental.js';
import type { Tensor } from '../graph/tensor.js';

/** PSNR of equal pictures, which would be infinite: further than 8-bit pictures can be told apart, dB. */
export const MOST_PSNR = 100;

/**
 * Peak signal-to-noise ratio, 10·log₁₀(range² ÷ mean squared difference over all channels): [B], dB, at most
 * {@link MOST_PSNR}. Equals scikit-image's `peak_signal_noise_ratio`.
 *
 * @param a [B, C, H, W], black is 0
 * @param b the same shape
 * @param range value of white, 1 or 255
 */
export function psnr(a: Tensor, b: Tensor, range: number): Tensor {
  const difference = mul(sub(a, b), 1 / range);
  return min(mul(log(mean(mul(difference, difference), [1, 2, 3])), -10 / Math.LN10), MOST_PSNR);
}
