import type { MaskPainting, PaintedWindow } from './mask-painting.js';

/** What lies over the picture: a striped veil on all that is not marked, or an opaque ground, as the cut-out has it. */
export type OverlayStyle = 'marking' | 'cutout';

/** Red, green, blue and opacity, 0…255 each. */
type Veil = readonly [number, number, number, number];

/** Colours of neighbouring stripes: light and dark, so that they are told from cloth of every colour. */
const VEILS: Readonly<Record<OverlayStyle, readonly [Veil, Veil]>> = {
  marking: [
    [30, 27, 75, 165],
    [129, 140, 248, 165],
  ],
  cutout: [
    [229, 231, 235, 255],
    [229, 231, 235, 255],
  ],
};

/** Stripes across the picture's width. */
const STRIPES = 40;

/** Pixels to lay over a window of the picture: [height, width, RGBA], not premultiplied. */
export function overlayPixels(
  { width, data }: MaskPainting,
  window: PaintedWindow,
  style: OverlayStyle,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(window.width * window.height * 4);
  const breadth = Math.max(2, Math.round(width / STRIPES));
  const [even, odd] = VEILS[style];
  let at = 0;
  for (let y = window.top; y < window.top + window.height; y++) {
    for (let x = window.left; x < window.left + window.width; x++, at += 4) {
      const [red, green, blue, opacity] = Math.floor((x + y) / breadth) % 2 === 0 ? even : odd;
      pixels[at] = red;
      pixels[at + 1] = green;
      pixels[at + 2] = blue;
      pixels[at + 3] = ((255 - data[y * width + x]!) * opacity) / 255;
    }
  }
  return pixels;
}
