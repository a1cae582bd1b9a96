import type { GarmentMaskResult } from './garment-mask.js';
import type { RgbPicture } from './picture.js';

/** Height of the head region below the top of what was cut out, and its breadth around the axis, as shares of the box. */
const HEAD_REGION = { height: 0.2, width: 0.5 };

/** Share of the head region that has the colour of skin when there is a head. */
const LEAST_SKIN = 0.3;

/** Where the breadth of the top is measured, as a share of the box's height. */
const TOP_LINE = 0.1;

/** A head is narrower than this share of the box; a garment's shoulders begin wider. */
const WIDEST_HEAD = 0.55;

/**
 * Tells whether a picture shows a garment on a person: what was cut out begins with a narrow top, as a head is, and that
 * top has the colour of skin. Peach-coloured garments fail the first test, roll-necks the second.
 */
export function looksWorn(picture: RgbPicture, { mask, box }: GarmentMaskResult): boolean {
  if (box.width === 0) return false;
  const topRow = box.top + Math.floor(TOP_LINE * (box.height - 1));
  let breadth = 0;
  for (let x = box.left; x < box.left + box.width; x++) {
    if (mask.data[topRow * mask.width + x]! >= 128) breadth++;
  }
  if (breadth === 0 || breadth > WIDEST_HEAD * box.width) return false;

  const left = Math.floor(box.left + (box.width * (1 - HEAD_REGION.width)) / 2);
  let [skin, area] = [0, 0];
  for (let y = box.top; y < box.top + box.height * HEAD_REGION.height; y++) {
    for (let x = left; x < left + box.width * HEAD_REGION.width; x++) {
      const pixel = y * mask.width + x;
      if (mask.data[pixel]! < 128) continue;
      area++;
      if (hasSkinColour(picture.data, pixel * 3)) skin++;
    }
  }
  return skin > LEAST_SKIN * area;
}

/**
 * Chrominance of human skin of all tones: Cb 77…127, Cr 133…173 (Chai and Ngan, IEEE CSVT 9(4), 1999), without the
 * least red of it, which is the colour of undyed wool.
 */
function hasSkinColour(data: Uint8Array, at: number): boolean {
  const [r, g, b] = [data[at]!, data[at + 1]!, data[at + 2]!];
  const cb = 128 - 0.1687 * r - 0.3313 * g + 0.5 * b;
  const cr = 128 + 0.5 * r - 0.4187 * g - 0.0813 * b;
  return cb >= 77 && cb <= 127 && cr >= 136 && cr <= 173;
}
