import { concat } from '../graph/operators/concat.js';
import { mul } from '../graph/operators/arithmetic.js';
import { relu } from '../graph/operators/activations.js';
import { mean } from '../graph/operators/mean.js';
import { averagePool } from '../graph/operators/pooling.js';
import { slice } from '../graph/operators/slice.js';
import { pow } from '../graph/operators/transcendental.js';
import { knownSize, ShapeError } from '../graph/shape.js';
import type { Tensor } from '../graph/tensor.js';
import { meanOfChannels, similarityMaps } from './structural-similarity.js';

/** Weight of each scale, finest first (Wang, Simoncelli, Bovik 2003, section 4). */
const WEIGHTS = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];

/** Least side of a picture: the window of 11 must fit the coarsest of five scales. */
export const LEAST_MULTI_SCALE_SIDE = 11 * 2 ** (WEIGHTS.length - 1);

/**
 * Multi-scale structural similarity (Wang, Simoncelli, Bovik 2003, eq. 7): [B], 0…1, the mean over channels. Contrast and
 * structure of the four finer scales and SSIM of the coarsest, each a mean over positions, raised to its weight and
 * multiplied. A scale is the mean of 2×2 pixels of the one before, an odd last row or column repeated. Negative
 * means count as 0, since their power is not defined (as in TensorFlow's `ssim_multiscale`).
 *
 * @param a [B, C, H, W] with H and W of at least 176, black is 0
 * @param b the same shape
 * @param range value of white, 1 or 255
 */
export function multiScaleSsim(a: Tensor, b: Tensor, range: number): Tensor {
  const side = Math.min(knownSize(a.shape[2]), knownSize(a.shape[3]));
  if (side < LEAST_MULTI_SCALE_SIDE) {
    throw new ShapeError(`MS-SSIM needs sides of ${LEAST_MULTI_SCALE_SIDE} at least, not ${side}`);
  }
  let [x, y] = [a, b];
  const factors = WEIGHTS.map((weight, scale) => {
    if (scale > 0) [x, y] = [halve(x), halve(y)];
    const { similarity, contrast } = similarityMaps(x, y, range);
    const isCoarsest = scale === WEIGHTS.length - 1;
    return pow(relu(meanOfChannels(isCoarsest ? similarity : contrast, x)), weight);
  });
  return mean(factors.reduce(mul), [1]);
}

function halve(x: Tensor): Tensor {
  return averagePool(evened(evened(x, 2), 3), { kernel: 2 });
}

/** An odd axis made even by repeating its last position. */
function evened(x: Tensor, axis: number): Tensor {
  const size = knownSize(x.shape[axis]);
  return size % 2 === 0 ? x : concat([x, slice(x, { axis, from: size - 1, to: size })], axis);
}
