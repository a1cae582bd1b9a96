import { constant } from '../../graph/constant.js';
import { knownSize } from '../../graph/shape.js';
import type { Tensor } from '../../graph/tensor.js';
import { mul, sub } from '../../graph/operators/arithmetic.js';
import { matmul } from '../../graph/operators/matmul.js';
import { mean } from '../../graph/operators/mean.js';
import { reshape } from '../../graph/operators/reshape.js';
import { shrinkArea } from '../../graph/operators/resize.js';
import { pow } from '../../graph/operators/transcendental.js';

/** The people that a student was trained on, as {@link personDistance} needs them. */
export interface FamiliarPeople {
  /** [n]: mean pattern. */
  readonly mean: Float32Array;
  /** [n, n], row-major: its product with pattern − mean has about unit covariance. */
  readonly whitening: Float32Array;
  /** Distance below which 98 % of photos lie that are as those of training. */
  readonly usual: number;
}

/** Of the pyramid: 1/16 of the frame. */
const LEVEL = 2;
const LEAST_ROWS = 4;
const LEAST_COLUMNS = 3;

/**
 * What is where in the photo, coarsely: features at 1/16 of the frame, averaged down to at least 4×3 places.
 *
 * @param pyramid of the person, finest level first
 * @returns [B, n]
 */
export function personPattern(pyramid: readonly Tensor[]): Tensor {
  const features = pyramid[LEVEL] as Tensor;
  const [batch, channels, height, width] = features.shape.map(knownSize) as [number, number, number, number];
  const factor = shrinkage(height, width);
  const [rows, columns] = [height / factor, width / factor];
  return reshape(shrinkArea(features, rows, columns), [batch, channels * rows * columns]);
}

/** The largest whole factor that divides both sides and leaves enough of them. */
function shrinkage(height: number, width: number): number {
  const most = Math.max(1, Math.floor(Math.min(height / LEAST_ROWS, width / LEAST_COLUMNS)));
  return Array.from({ length: most }, (_, i) => most - i).find(
    (factor) => height % factor === 0 && width % factor === 0,
  )!;
}

/**
 * How unlike the people of training a photo is: the Mahalanobis distance of its pattern (Lee et al. 2018, "A simple unified
 * framework for detecting out-of-distribution samples"), 1 where 98 % of photos like those of training lie below.
 *
 * @param pyramid of the person, finest level first
 * @returns [B, 1], 0 and above
 */
export function personDistance(
  pyramid: readonly Tensor[],
  { mean: centre, whitening, usual }: FamiliarPeople,
): Tensor {
  const size = centre.length;
  const offset = sub(personPattern(pyramid), constant(centre, [1, size]));
  const white = matmul(offset, constant(transposed(whitening, size), [size, size]));
  return mul(pow(mean(mul(white, white), [1], true), 0.5), 1 / usual);
}

function transposed(matrix: Float32Array, size: number): Float32Array {
  return Float32Array.from(matrix, (_, i) => matrix[(i % size) * size + Math.floor(i / size)]!);
}
