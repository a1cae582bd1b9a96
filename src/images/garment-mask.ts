import { fitBackground, type WorkPicture } from './background-model.js';
import { findSilhouette } from './garment-silhouette.js';
import { drawMask } from './mask-edge.js';
import type { Mask, PixelWindow, RgbPicture } from './picture.js';
import { resampleWindow } from './resample.js';

/** A garment cut from its background, and how sure that cut is. */
export interface GarmentMaskResult {
  /** The picture's size; 255 on the garment, anti-aliased at its edge. */
  readonly mask: Mask;
  /** Share of the picture's border that follows one plain (or evenly drifting) colour, 0…1; 1 for a hand-made mask. */
  readonly backgroundPlainness: number;
  /** Tolerance at which the garment's area was stable, in levels of 255; 0 for a hand-made mask. */
  readonly tolerance: number;
  /** Share of each border that the garment covers, 0…1. */
  readonly touchesBorder: {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  };
  /** Share of the picture that the garment covers, 0…1. */
  readonly areaShare: number;
  /** Smallest window that holds every pixel at least half covered; empty (width 0) when there is none. */
  readonly box: PixelWindow;
}

/** Longest side at which the outline is searched, in pixels. */
const WORK_SIDE = 384;

/**
 * Cuts a garment from a plain background: the background's colour is taken from the border, flooded from there with a
 * searched tolerance, and the edge drawn at full size. White garments on white are kept whole.
 */
export function maskGarment(picture: RgbPicture): GarmentMaskResult {
  const work = toWorkPicture(picture);
  const background = fitBackground(work);
  const silhouette = findSilhouette(work, background);
  const mask = drawMask(picture, background, silhouette, work);
  return {
    mask,
    backgroundPlainness: background.plainness,
    tolerance: silhouette.tolerance,
    ...measure(mask),
  };
}

/** What was measured of a mask that a person drew: nothing depends on how plain the background is. */
export function measureHandMade(mask: Mask): GarmentMaskResult {
  return { mask, backgroundPlainness: 1, tolerance: 0, ...measure(mask) };
}

function toWorkPicture(picture: RgbPicture): WorkPicture {
  const scale = Math.min(1, WORK_SIDE / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const whole = { left: 0, top: 0, width: picture.width, height: picture.height };
  return { width, height, data: resampleWindow(picture, 3, whole, { width, height }) };
}

function measure({
  width,
  height,
  data,
}: Mask): Pick<GarmentMaskResult, 'touchesBorder' | 'areaShare' | 'box'> {
  let [left, top, right, bottom, area] = [width, height, -1, -1, 0];
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      if (data[pixel]! < 128) continue;
      area++;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  const covered = (start: number, step: number, count: number): number => {
    let sum = 0;
    for (let i = 0; i < count; i++) if (data[start + i * step]! >= 128) sum++;
    return sum / count;
  };
  return {
    touchesBorder: {
      left: covered(0, width, height),
      top: covered(0, 1, width),
      right: covered(width - 1, width, height),
      bottom: covered((height - 1) * width, 1, width),
    },
    areaShare: area / data.length,
    box:
      right < 0
        ? { left: 0, top: 0, width: 0, height: 0 }
        : { left, top, width: right - left + 1, height: bottom - top + 1 },
  };
}
