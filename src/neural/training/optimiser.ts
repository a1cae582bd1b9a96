import { scalar } from '../graph/constant.js';
import { knownSize } from '../graph/shape.js';
import type { Tensor } from '../graph/tensor.js';
import { add, div, mul, sub } from '../graph/operators/arithmetic.js';
import { min } from '../graph/operators/extremes.js';
import { reshape } from '../graph/operators/reshape.js';
import { pad } from '../graph/operators/slice.js';
import { sum } from '../graph/operators/sum.js';
import { pow, sqrt } from '../graph/operators/transcendental.js';

/** Settings of Adam (Kingma and Ba 2015) and AdamW (Loshchilov and Hutter 2019). */
export interface AdamOptions {
  /** Decay of the mean gradient; default 0.9. */
  readonly beta1?: number;
  /** Decay of the mean squared gradient; default 0.999. */
  readonly beta2?: number;
  /** Added to the root of the mean square; default 1e-8. */
  readonly epsilon?: number;
  /** Share of a weight that is taken off at each step, times the learning rate; default 0. */
  readonly weightDecay?: number;
  /** `decoupled` (AdamW, the default) shrinks weights themselves; `l2` adds to their gradient. */
  readonly decay?: 'decoupled' | 'l2';
}

/** Weights and what Adam remembers of them, all of one shape. */
export interface AdamState {
  readonly weights: Tensor;
  readonly mean: Tensor;
  readonly square: Tensor;
}

/**
 * One step of Adam with bias correction (alg. 1).
 *
 * @param gradient of the weights
 * @param rate learning rate, a scalar
 * @param step number of this step, from 1, a scalar
 */
export function adam(
  { weights, mean, square }: AdamState,
  gradient: Tensor,
  rate: Tensor,
  step: Tensor,
  { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0, decay = 'decoupled' }: AdamOptions = {},
): AdamState {
  const slope = weightDecay > 0 && decay === 'l2' ? add(gradient, mul(weights, weightDecay)) : gradient;
  const newMean = add(mul(mean, beta1), mul(slope, 1 - beta1));
  const newSquare = add(mul(square, beta2), mul(mul(slope, slope), 1 - beta2));
  const meanShare = sub(1, pow(scalar(beta1), step));
  const squareShare = sub(1, pow(scalar(beta2), step));
  const size = add(div(sqrt(newSquare), sqrt(squareShare)), epsilon);
  const change = mul(div(newMean, size), div(rate, meanShare));
  const shrunk =
    weightDecay > 0 && decay === 'decoupled' ? mul(weights, sub(1, mul(rate, weightDecay))) : weights;
  return { weights: sub(shrunk, change), mean: newMean, square: newSquare };
}

/**
 * Gradients, vectors, scaled down together so that the root of their summed squares is at most `most` (Pascanu et al. 2013).
 */
export function clipGlobalNorm(
  gradients: readonly Tensor[],
  most: number | undefined,
): { gradients: readonly Tensor[]; norm: Tensor } {
  const norm = sqrt(gradients.map(sumOfSquares).reduce(add));
  if (most === undefined) return { gradients, norm };
  const scale = min(1, div(most, add(norm, 1e-6)));
  return { gradients: gradients.map((gradient) => mul(gradient, scale)), norm };
}

/** Rows of this length are summed first: one sum over millions of float32 numbers is off by 1e-4. */
const ROW = 1024;

/** Σ x² of a vector. */
function sumOfSquares(x: Tensor): Tensor {
  const length = knownSize(x.shape[0]);
  const rows = Math.ceil(length / ROW);
  const whole = reshape(pad(x, [[0, rows * ROW - length]]), [rows, ROW]);
  return sum(sum(mul(whole, whole), [1]));
}
