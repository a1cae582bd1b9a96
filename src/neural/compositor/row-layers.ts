import type { GarmentLevel } from './garment-pyramid.js';
import { KEEP, type Span } from './plan-composition.js';

/** Share of the garment that would not change an 8-bit colour. */
const LEAST_SHARE = 1 / 512;

/** The warped mask below which its quotient with the composition says nothing. */
const LEAST_WARPED = 0.05;

/**
 * Decides for one row of the window where the photo gives way.
 *
 * @param row the photo's colours, [width, 3], 0…255
 * @param decision a row of the plan's decision, [5, width]
 * @param span columns to look at
 * @param keep gets k for these columns, 0…1
 * @returns the columns among which k < 1, and those among which the garment shows
 */
export function decide(
  row: Uint8Array,
  decision: Float32Array,
  span: Span,
  keep: Float32Array,
): { painted: Span; worn: Span } {
  const width = keep.length;
  const slope = 1 / (KEEP.to - KEEP.from);
  let [paintedFrom, paintedTo, wornFrom, wornTo] = [0, 0, 0, 0];
  for (let x = span.from, at = span.from * 3; x < span.to; x++, at += 3) {
    const red = decision[x]!;
    const green = decision[width + x]!;
    const blue = decision[2 * width + x]!;
    const explained = (red * row[at]! + green * row[at + 1]! + blue * row[at + 2]!) / 127.5;
    const k = (explained + decision[3 * width + x]! - red - green - blue - KEEP.from) * slope;
    keep[x] = k < 0 ? 0 : k < 1 ? k : 1;
    if (k < 1) {
      if (paintedTo === 0) paintedFrom = x;
      paintedTo = x + 1;
    }
    if (decision[4 * width + x]! >= LEAST_SHARE) {
      if (wornTo === 0) wornFrom = x;
      wornTo = x + 1;
    }
  }
  return { painted: { from: paintedFrom, to: paintedTo }, worn: { from: wornFrom, to: wornTo } };
}

/**
 * Blends one row of the window with paint: k·photo + (1 − k)·paint.
 *
 * @param row colours, [width, 3], 0…255; changed in place
 * @param keep k, [width]
 * @param paint [3, width], 0…255
 */
export function blendPaint(row: Uint8Array, keep: Float32Array, paint: Float32Array, span: Span): void {
  const width = keep.length;
  for (let x = span.from, at = span.from * 3; x < span.to; x++, at += 3) {
    const k = keep[x]!;
    if (k === 1) continue;
    const rest = 1 - k;
    row[at] = (k * row[at]! + rest * paint[x]! + 0.5) | 0;
    row[at + 1] = (k * row[at + 1]! + rest * paint[width + x]! + 0.5) | 0;
    row[at + 2] = (k * row[at + 2]! + rest * paint[2 * width + x]! + 0.5) | 0;
  }
}

/**
 * Puts the garment on one row of the window: α·garment(flow) + (1 − α)·row with α = mask(flow)·composition / warped.
 *
 * @param row colours, [width, 3], 0…255; changed in place
 * @param composition [width], 0…1
 * @param warped the network's warped mask, [width], 0…1
 * @param flow [2, width], −1…1
 * @param level the garment, sampled bilinearly
 */
export function putOnGarment(
  row: Uint8Array,
  composition: Float32Array,
  warped: Float32Array,
  flow: Float32Array,
  level: GarmentLevel,
  span: Span,
): void {
  const { data, width: columns, height: rows } = level;
  const width = warped.length;
  for (let x = span.from, at = span.from * 3; x < span.to; x++, at += 3) {
    if (composition[x]! < LEAST_SHARE) continue;
    const u = clamp(((flow[x]! + 1) * columns - 1) / 2, columns - 1);
    const v = clamp(((flow[width + x]! + 1) * rows - 1) / 2, rows - 1);
    const left = u | 0;
    const top = v | 0;
    const a = (top * columns + left) * 4;
    const b = left + 1 < columns ? a + 4 : a;
    const below = top + 1 < rows ? columns * 4 : 0;
    const c = a + below;
    const d = b + below;
    // Bilinear weights of the four neighbours.
    const wd = (u - left) * (v - top);
    const wb = u - left - wd;
    const wc = v - top - wd;
    const wa = 1 - wb - wc - wd;
    const mask = data[a + 3]! * wa + data[b + 3]! * wb + data[c + 3]! * wc + data[d + 3]! * wd;
    const share = composition[x]! / (warped[x]! > LEAST_WARPED ? warped[x]! : LEAST_WARPED);
    const alpha = (mask / 255) * (share < 1 ? share : 1);
    if (alpha < LEAST_SHARE) continue;
    const rest = 1 - alpha;
    for (let channel = 0; channel < 3; channel++) {
      const colour =
        data[a + channel]! * wa + data[b + channel]! * wb + data[c + channel]! * wc + data[d + channel]! * wd;
      row[at + channel] = (rest * row[at + channel]! + alpha * colour + 0.5) | 0;
    }
  }
}

function clamp(value: number, most: number): number {
  return value > 0 ? (value < most ? value : most) : 0;
}
