import type { RgbPicture } from './picture.js';

/** Lobes of the Lanczos window. */
const LOBES = 3;

/** Steps of the sub-pixel positions at which libvips tabulates its kernels. */
const POSITIONS = 64;

/**
 * Shrinks a picture so that its longest side is at most `maxSide`, as the picture decoder of the server does: Lanczos 3,
 * down the columns first, rounded to whole levels in between, edges repeated. Written for where that decoder is not at
 * hand; within one grey level of it for factors up to 4.
 *
 * @returns the picture itself when it is small enough
 */
export function shrinkPicture(picture: RgbPicture, maxSide: number): RgbPicture {
  const longest = Math.max(picture.width, picture.height);
  if (longest <= maxSide) return picture;
  const shrink = longest / maxSide;
  const width = Math.max(1, Math.round(picture.width / shrink));
  const height = Math.max(1, Math.round(picture.height / shrink));
  const { data } = picture;
  const rowLength = picture.width * 3;
  const short = new Uint8ClampedArray(rowLength * height);
  const down = lanczosTaps(picture.height, height, shrink);
  const sums = new Float32Array(rowLength);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    for (let tap = 0; tap < down.taps; tap++) {
      const weight = down.weights[y * down.taps + tap]!;
      if (weight === 0) continue;
      const row = clampIndex(down.first[y]! + tap, picture.height) * rowLength;
      for (let x = 0; x < rowLength; x++) sums[x]! += data[row + x]! * weight;
    }
    short.set(sums, y * rowLength);
  }
  const across = lanczosTaps(picture.width, width, shrink);
  const shrunk = new Uint8ClampedArray(width * height * 3);
  for (let y = 0; y < height; y++) {
    const row = y * rowLength;
    for (let x = 0; x < width; x++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let tap = 0; tap < across.taps; tap++) {
        const weight = across.weights[x * across.taps + tap]!;
        const at = row + clampIndex(across.first[x]! + tap, picture.width) * 3;
        red += short[at]! * weight;
        green += short[at + 1]! * weight;
        blue += short[at + 2]! * weight;
      }
      const out = (y * width + x) * 3;
      shrunk[out] = red;
      shrunk[out + 1] = green;
      shrunk[out + 2] = blue;
    }
  }
  return { width, height, data: new Uint8Array(shrunk.buffer) };
}

/** Which source samples each output sample of an axis mixes; indices may lie outside and are then clamped. */
interface LanczosTaps {
  readonly first: Int32Array;
  readonly taps: number;
  /** [to, taps]; each row sums to 1. */
  readonly weights: Float32Array;
}

function lanczosTaps(from: number, to: number, shrink: number): LanczosTaps {
  // What rounding the size adds or takes away is shared by both ends.
  const excess = (to * shrink - from) / 2;
  const reach = LOBES * shrink;
  const taps = 2 * Math.ceil(reach) + 1;
  const first = new Int32Array(to);
  const weights = new Float32Array(to * taps);
  for (let out = 0; out < to; out++) {
    const exact = (out + 0.5) * shrink - 0.5 - excess;
    const centre = Math.round(exact * POSITIONS) / POSITIONS;
    const start = Math.floor(centre) - Math.ceil(reach);
    first[out] = start;
    let sum = 0;
    for (let tap = 0; tap < taps; tap++) {
      const weight = lanczos((start + tap - centre) / shrink);
      weights[out * taps + tap] = weight;
      sum += weight;
    }
    for (let tap = 0; tap < taps; tap++) weights[out * taps + tap]! /= sum;
  }
  return { first, taps, weights };
}

/** Duchon, "Lanczos filtering in one and two dimensions", 1979: sinc(x)·sinc(x / lobes) within the lobes. */
function lanczos(x: number): number {
  if (x === 0) return 1;
  if (Math.abs(x) >= LOBES) return 0;
  const angle = Math.PI * x;
  return (LOBES * Math.sin(angle) * Math.sin(angle / LOBES)) / (angle * angle);
}

function clampIndex(index: number, length: number): number {
  return index < 0 ? 0 : index >= length ? length - 1 : index;
}
