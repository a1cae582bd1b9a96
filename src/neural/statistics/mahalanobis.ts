/** A cloud of points as distances see it. */
export interface Cloud {
  /** [n] */
  readonly mean: Float64Array;
  /** Lower-triangular W [n, n], row-major, with W·(x − mean) of unit covariance. */
  readonly whitening: Float64Array;
}

/**
 * Mean and whitening of points whose covariance is drawn towards that of a ball of equal variance, so that it can be
 * inverted even when there are fewer points than numbers in each (Ledoit and Wolf 2004, with a fixed share).
 *
 * @param points at least two, of equal length
 * @param shrinkage share of the ball, above 0 and below 1
 */
export function fitCloud(points: readonly ArrayLike<number>[], shrinkage = 0.02): Cloud {
  const mean = meanOf(points);
  const covariance = covarianceOf(points, mean);
  const size = mean.length;
  let trace = 0;
  for (let i = 0; i < size; i++) trace += covariance[i * size + i]!;
  // Points that are all the same have no extent; any ball then tells them from others.
  const ball = trace / size || 1;
  for (let i = 0; i < covariance.length; i++) covariance[i]! *= 1 - shrinkage;
  for (let i = 0; i < size; i++) covariance[i * size + i]! += shrinkage * ball;
  return { mean, whitening: invertLower(cholesky(covariance, size), size) };
}

/** Mahalanobis distance ÷ √n: about 1 for a point of the cloud, whatever the number of dimensions. */
export function distanceFrom({ mean, whitening }: Cloud, point: ArrayLike<number>): number {
  const size = mean.length;
  let total = 0;
  for (let row = 0; row < size; row++) {
    let value = 0;
    for (let i = 0; i <= row; i++) value += whitening[row * size + i]! * (point[i]! - mean[i]!);
    total += value * value;
  }
  return Math.sqrt(total / size);
}

function meanOf(points: readonly ArrayLike<number>[]): Float64Array {
  const mean = new Float64Array(points[0]?.length ?? 0);
  for (const point of points) for (let i = 0; i < mean.length; i++) mean[i]! += point[i]! / points.length;
  return mean;
}

function covarianceOf(points: readonly ArrayLike<number>[], mean: Float64Array): Float64Array {
  const size = mean.length;
  const covariance = new Float64Array(size * size);
  const centred = new Float64Array(size);
  for (const point of points) {
    for (let i = 0; i < size; i++) centred[i] = point[i]! - mean[i]!;
    for (let row = 0; row < size; row++) {
      const factor = centred[row]! / (points.length - 1);
      for (let i = 0; i <= row; i++) covariance[row * size + i]! += factor * centred[i]!;
    }
  }
  return covariance;
}

/** Lower-triangular L with L·Lᵀ = the symmetric positive matrix whose lower half is given (Golub and Van Loan, 4.2). */
function cholesky(lower: Float64Array, size: number): Float64Array {
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let value = lower[row * size + column]!;
      for (let i = 0; i < column; i++) value -= factor[row * size + i]! * factor[column * size + i]!;
      factor[row * size + column] =
        row === column ? Math.sqrt(value) : value / factor[column * size + column]!;
    }
  }
  return factor;
}

function invertLower(lower: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    const pivot = lower[row * size + row]!;
    inverse[row * size + row] = 1 / pivot;
    for (let i = 0; i < row; i++) {
      const factor = lower[row * size + i]! / pivot;
      for (let column = 0; column <= i; column++) {
        inverse[row * size + column]! -= factor * inverse[i * size + column]!;
      }
    }
  }
  return inverse;
}
