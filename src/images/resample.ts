import type { PixelWindow } from './picture.js';
import { axisWeights, type AxisWeights } from './resample-axis.js';

/** Interleaved 8-bit samples, row-major. */
export interface Samples {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/**
 * Resamples a window of an interleaved picture to planes: [channels, size.height, size.width], 0…255, unrounded.
 * Shrinking averages areas, enlarging is bilinear; rows first, so that each source sample is read once.
 */
export function resampleWindow(
  source: Samples,
  channels: 1 | 3,
  window: PixelWindow,
  size: { readonly height: number; readonly width: number },
): Float32Array {
  const across = axisWeights(window.left, window.width, size.width);
  const down = axisWeights(window.top, window.height, size.height);
  const rowLength = channels * size.width;
  const shrunk = new Float32Array(rowLength);
  const planes = new Float32Array(rowLength * size.height);
  const plane = size.width * size.height;
  const shrinkRow = channels === 3 ? shrinkColourRow : shrinkGreyRow;
  for (let y = window.top, next = 0; y < window.top + window.height; y++) {
    while (next < size.height && down.first[next]! + down.taps <= y) next++;
    shrinkRow(source.data, y * source.width * channels, across, shrunk, size.width);
    for (let out = next; out < size.height && down.first[out]! <= y; out++) {
      const weight = down.weights[out * down.taps + y - down.first[out]!]!;
      if (weight === 0) continue;
      for (let channel = 0; channel < channels; channel++) {
        const target = channel * plane + out * size.width;
        const from = channel * size.width;
        for (let x = 0; x < size.width; x++) planes[target + x]! += shrunk[from + x]! * weight;
      }
    }
  }
  return planes;
}

function shrinkColourRow(
  data: Uint8Array,
  row: number,
  { first, taps, weights }: AxisWeights,
  target: Float32Array,
  width: number,
): void {
  for (let x = 0; x < width; x++) {
    let r = 0;
    let g = 0;
    let b = 0;
    let at = row + first[x]! * 3;
    for (let tap = x * taps; tap < (x + 1) * taps; tap++, at += 3) {
      const weight = weights[tap]!;
      r += data[at]! * weight;
      g += data[at + 1]! * weight;
      b += data[at + 2]! * weight;
    }
    target[x] = r;
    target[width + x] = g;
    target[2 * width + x] = b;
  }
}

function shrinkGreyRow(
  data: Uint8Array,
  row: number,
  { first, taps, weights }: AxisWeights,
  target: Float32Array,
  width: number,
): void {
  for (let x = 0; x < width; x++) {
    let sum = 0;
    let at = row + first[x]!;
    for (let tap = x * taps; tap < (x + 1) * taps; tap++, at++) sum += data[at]! * weights[tap]!;
    target[x] = sum;
  }
}
