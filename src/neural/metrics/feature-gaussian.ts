import type { FeatureSet } from './feature-set.js';
import { type DoubleMatrix, productWithTransposed } from './linear-algebra/double-product.js';
import { pivotedCholesky } from './linear-algebra/pivoted-cholesky.js';
import { transposed } from './linear-algebra/transposed.js';

/** The normal distribution with the mean and the covariance of some features, float64. */
export interface FeatureGaussian {
  /** [d] */
  readonly mean: Float64Array;
  /** [r, d]; the covariance is factorᵀ · factor. */
  readonly factor: DoubleMatrix;
}

/**
 * Mean and covariance of a set, with n − 1 as NumPy's `cov` has it. With no more pictures than features the centred features
 * are a factor of the covariance themselves; with more it is computed and factorised.
 *
 * @throws RangeError for fewer than two pictures
 */
export async function gaussianOf(features: FeatureSet): Promise<FeatureGaussian> {
  const { count, width } = features;
  if (count < 2) throw new RangeError(`A covariance needs two pictures at least, not ${count}.`);
  const mean = new Float64Array(width);
  for (let place = 0; place < count; place++) {
    const row = features.row(place);
    for (let i = 0; i < width; i++) mean[i]! += row[i]! / count;
  }
  if (count > width) return { mean, factor: pivotedCholesky(await covariance(features, mean)) };
  return { mean, factor: centredRows(features, mean, 0, count, 1 / Math.sqrt(count - 1)) };
}

/** The distribution that a published file of statistics gives, as `mu` and `sigma` of pytorch-fid's. */
export function gaussianOfMoments(mean: Float64Array, covarianceMatrix: Float64Array): FeatureGaussian {
  const size = mean.length;
  return { mean, factor: pivotedCholesky({ rows: size, columns: size, data: covarianceMatrix }) };
}

/** Rows that are multiplied at a time. */
const BLOCK = 512;

async function covariance(features: FeatureSet, mean: Float64Array): Promise<DoubleMatrix> {
  const { count, width } = features;
  const sum = new Float64Array(width * width);
  for (let first = 0; first < count; first += BLOCK) {
    const last = Math.min(count, first + BLOCK);
    const block = transposed(centredRows(features, mean, first, last, 1 / Math.sqrt(count - 1)));
    const { data } = await productWithTransposed(block, block);
    for (let i = 0; i < sum.length; i++) sum[i]! += data[i]!;
  }
  return { rows: width, columns: width, data: sum };
}

/** (row − mean) · scale for the rows from first to last − 1. */
function centredRows(
  features: FeatureSet,
  mean: Float64Array,
  first: number,
  last: number,
  scale: number,
): DoubleMatrix {
  const { width } = features;
  const data = new Float64Array((last - first) * width);
  for (let place = first; place < last; place++) {
    const row = features.row(place);
    const start = (place - first) * width;
    for (let i = 0; i < width; i++) data[start + i] = (row[i]! - mean[i]!) * scale;
  }
  return { rows: last - first, columns: width, data };
}
