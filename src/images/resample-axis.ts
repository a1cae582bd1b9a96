/** For each output sample of one axis: which source samples it mixes, and by how much. */
export interface AxisWeights {
  /** First source index of each output sample. */
  readonly first: Int32Array;
  /** Source samples mixed by each output sample; the same for all. */
  readonly taps: number;
  /** [size, taps]; each row sums to 1. Rows that need fewer taps end in zeros. */
  readonly weights: Float32Array;
}

/**
 * Weights that map `length` source samples starting at `start` to `size` samples: shrinking averages exactly the area
 * that an output sample covers, enlarging is bilinear with half-pixel centres. Indices never leave the source window.
 */
export function axisWeights(start: number, length: number, size: number): AxisWeights {
  const scale = length / size;
  const taps = Math.min(length, scale > 1 ? Math.ceil(scale) + 1 : 2);
  const first = new Int32Array(size);
  const weights = new Float32Array(size * taps);
  for (let out = 0; out < size; out++) {
    const centre = (out + 0.5) * scale;
    const reach = scale > 1 ? scale / 2 : 0.5;
    const from = centre - reach;
    const begin = Math.max(0, Math.min(Math.floor(from + 1e-9), length - taps));
    first[out] = start + begin;
    let sum = 0;
    for (let index = Math.floor(from + 1e-9); index < centre + reach - 1e-9; index++) {
      const share = Math.min(index + 1, centre + reach) - Math.max(index, from);
      const tap = Math.max(0, Math.min(index, length - 1)) - begin;
      weights[out * taps + tap]! += share;
      sum += share;
    }
    for (let tap = 0; tap < taps; tap++) weights[out * taps + tap]! /= sum;
  }
  return { first, taps, weights };
}
