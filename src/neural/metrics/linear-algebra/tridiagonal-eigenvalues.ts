/** More steps than any eigenvalue has ever needed. */
const MOST_STEPS = 100;

/**
 * Eigenvalues of a symmetric matrix with three diagonals, in no order: QL iteration with implicit shifts (Dubrulle, Martin,
 * Wilkinson 1968), float64.
 *
 * @param diagonal n elements
 * @param beside n − 1 elements beside it
 * @throws RangeError when the elements are no finite numbers
 */
export function tridiagonalEigenvalues(diagonal: Float64Array, beside: Float64Array): Float64Array {
  const size = diagonal.length;
  const d = Float64Array.from(diagonal);
  const e = new Float64Array(size);
  e.set(beside);
  for (let first = 0; first < size; first++) {
    for (let step = 0; ; step++) {
      const last = blockEnd(d, e, first);
      if (last === first) break;
      if (step >= MOST_STEPS) throw new RangeError('The matrix holds numbers that are not finite.');
      sweep(d, e, first, last);
    }
  }
  return d;
}

/** Where the block that begins at `first` ends: the next element beside the diagonal is as good as 0. */
function blockEnd(d: Float64Array, e: Float64Array, first: number): number {
  let last = first;
  while (last < d.length - 1) {
    const around = Math.abs(d[last]!) + Math.abs(d[last + 1]!);
    if (
      Math.abs(e[last]!) <= Number.EPSILON * around ||
      Math.abs(e[last]!) < Number.MIN_VALUE / Number.EPSILON
    )
      break;
    last++;
  }
  return last;
}

/** One QL step on rows first…last with Wilkinson's shift. */
function sweep(d: Float64Array, e: Float64Array, first: number, last: number): void {
  const slope = (d[first + 1]! - d[first]!) / (2 * e[first]!);
  let g = d[last]! - d[first]! + e[first]! / (slope + Math.sign(slope || 1) * Math.hypot(slope, 1));
  let [sine, cosine, shift] = [1, 1, 0];
  for (let i = last - 1; i >= first; i--) {
    const f = sine * e[i]!;
    const b = cosine * e[i]!;
    const length = Math.sqrt(f * f + g * g);
    e[i + 1] = length;
    if (length === 0) {
      d[i + 1]! -= shift;
      e[last] = 0;
      return;
    }
    sine = f / length;
    cosine = g / length;
    g = d[i + 1]! - shift;
    const turn = (d[i]! - g) * sine + 2 * cosine * b;
    shift = sine * turn;
    d[i + 1] = g + shift;
    g = cosine * turn - b;
  }
  d[first]! -= shift;
  e[first] = g;
  e[last] = 0;
}
