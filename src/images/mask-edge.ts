import type { BackgroundModel } from './background-model.js';
import { levelAt } from './background-surface.js';
import { boxSums } from './box-filter.js';
import { clothBeside } from './cloth-beside.js';
import type { Silhouette } from './garment-silhouette.js';
import type { Mask, RgbPicture } from './picture.js';

/** Cloth weaker than this has no reliable colour edge: its edge follows the outline alone. */
const FAINT_LEVELS = 12;

/** From this strength on the edge follows the colours alone. */
const CLEAR_LEVELS = 36;

/** Where on the smoothed outline, 0…1, the edge of pale cloth lies: barriers are wide, so outlines are too. */
const PALE_EDGE = 0.6;

/** A pixel this near to the palest cloth beside it, as a ratio, is that cloth and not the edge of a darker one. */
const ALIKE = { least: 0.5, most: 1.5 };

/**
 * Draws an outline found at the working size onto the full-size picture, with anti-aliased edges. In a band around the
 * outline, coverage is how far a pixel's colour has gone from the background to the cloth next to it; where the cloth
 * is too pale to tell, it is the enlarged and smoothed outline.
 *
 * @param work the working size, in pixels
 */
export function drawMask(
  picture: RgbPicture,
  background: BackgroundModel,
  silhouette: Silhouette,
  work: { readonly width: number; readonly height: number },
): Mask {
  const { width, height } = picture;
  const soft = smoothed(silhouette.inside, work.width, work.height);
  const cloth = clothBeside(silhouette.deviations, soft, work.width, work.height);
  const columns = enlargement(work.width, width);
  const rows = enlargement(work.height, height);
  const mask = new Uint8Array(width * height);
  const softRow = new Float32Array(work.width);
  const nearestRow = new Float32Array(work.width);
  const palestRow = new Float32Array(work.width);
  for (let y = 0; y < height; y++) {
    const upper = rows.first[y]! * work.width;
    const lower = Math.min(rows.first[y]! + 1, work.height - 1) * work.width;
    const down = rows.share[y]!;
    for (let x = 0; x < work.width; x++) {
      softRow[x] = mix(soft[upper + x]!, soft[lower + x]!, down);
      nearestRow[x] = mix(cloth.nearest[upper + x]!, cloth.nearest[lower + x]!, down);
      palestRow[x] = mix(cloth.palest[upper + x]!, cloth.palest[lower + x]!, down);
    }
    for (let x = 0, pixel = y * width; x < width; x++, pixel++) {
      const left = columns.first[x]!;
      const right = left + 1 < work.width ? left + 1 : left;
      const share = columns.share[x]!;
      const outline = mix(softRow[left]!, softRow[right]!, share);
      if (outline === 0) continue;
      if (outline === 1) {
        mask[pixel] = 255;
        continue;
      }
      const nearest = mix(nearestRow[left]!, nearestRow[right]!, share);
      const palest = mix(palestRow[left]!, palestRow[right]!, share);
      const deviation = deviationAt(picture, background, pixel, left + share, rows.first[y]! + down);
      mask[pixel] = Math.round(255 * edgeCoverage(outline, deviation, nearest, palest, background.noise));
    }
  }
  return { width, height, data: mask };
}

function edgeCoverage(
  outline: number,
  deviation: number,
  nearest: number,
  palest: number,
  noise: number,
): number {
  const geometric = clamp((outline - PALE_EDGE) * 2 + 0.5);
  const isPale = palest > noise + 1 && deviation > ALIKE.least * palest && deviation < ALIKE.most * palest;
  const trust = isPale ? 0 : clamp((nearest - FAINT_LEVELS) / (CLEAR_LEVELS - FAINT_LEVELS));
  if (trust === 0) return geometric;
  const byColour = clamp((deviation - noise) / (0.9 * nearest - noise));
  return mix(geometric, byColour, trust);
}

/** Largest channel difference to the background, in levels. */
function deviationAt(
  { data }: RgbPicture,
  { surfaces }: BackgroundModel,
  pixel: number,
  workX: number,
  workY: number,
): number {
  let largest = 0;
  for (let channel = 0; channel < 3; channel++) {
    const difference = Math.abs(data[pixel * 3 + channel]! - levelAt(surfaces[channel]!, workX, workY));
    if (difference > largest) largest = difference;
  }
  return largest;
}

/** The outline as a ramp of five pixels, 0…1: averaged over 3×3 pixels of the picture, twice. */
function smoothed(inside: Uint8Array, width: number, height: number): Float32Array {
  const plane = new Float32Array(inside.length);
  for (let i = 0; i < plane.length; i++) plane[i] = inside[i] === 0 ? 0 : 1;
  return meanOf3x3(meanOf3x3(plane, width, height), width, height);
}

/** Mean of 3×3 shares; at the picture's edge of those that exist. Exactly 0 or 1 where all are. */
function meanOf3x3(plane: Float32Array, width: number, height: number): Float32Array {
  const sums = boxSums(plane, width, height, 1);
  for (let y = 0, i = 0; y < height; y++) {
    const rows = 1 + (y > 0 ? 1 : 0) + (y < height - 1 ? 1 : 0);
    for (let x = 0; x < width; x++, i++) {
      const count = rows * (1 + (x > 0 ? 1 : 0) + (x < width - 1 ? 1 : 0));
      const mean = sums[i]! / count;
      sums[i] = mean < 1e-4 ? 0 : mean > 1 - 1e-4 ? 1 : mean;
    }
  }
  return sums;
}

/** For each pixel of a longer axis: the sample of the shorter one below it and the way to the next, half-pixel centres. */
function enlargement(from: number, to: number): { first: Int32Array; share: Float32Array } {
  const first = new Int32Array(to);
  const share = new Float32Array(to);
  for (let i = 0; i < to; i++) {
    const at = Math.min(Math.max(((i + 0.5) * from) / to - 0.5, 0), from - 1);
    first[i] = Math.floor(at);
    share[i] = at - first[i]!;
  }
  return { first, share };
}

function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

function clamp(value: number): number {
  return value < 0 ? 0 : value > 1 ? 1 : value;
}
