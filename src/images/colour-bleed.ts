import { erode } from './morphology.js';
import type { Mask, RgbPicture } from './picture.js';

/** Coverage from which a pixel belongs to the garment. */
const OWN_COVERAGE = 230;

/** Pixels at the garment's rim that the lens or the encoder has mixed with the background, even where fully covered. */
const MIXED_RIM = 2;

/**
 * Replaces the colours at and outside a garment's edge by the garment's own: from the clean inside the nearest cloth is
 * spread outwards, layer by layer; farther away lies the garment's mean colour. Sampling between pixels at the edge then
 * never finds background. Parts too thin to have a clean inside, such as straps, keep their colours.
 *
 * @param reach layers to spread beyond the mask, in pixels
 * @returns a new picture
 */
export function bleedColours(picture: RgbPicture, mask: Mask, reach: number): RgbPicture {
  const { width, height } = picture;
  const data = picture.data.slice();
  const covered = Uint8Array.from(mask.data, (value) => (value < OWN_COVERAGE ? 0 : 255));
  const known = erode(covered, width, height, MIXED_RIM).map((value) => (value === 255 ? 1 : 0));
  spreadLayers(data, known, 2 * MIXED_RIM, width, height, covered);
  for (let i = 0; i < known.length; i++) if (covered[i] === 255) known[i] = 1;
  const mean = meanColour(data, covered);
  spreadLayers(data, known, reach, width, height);
  for (let i = 0; i < known.length; i++) if (known[i] === 0) data.set(mean, i * 3);
  return { width, height, data };
}

function meanColour(data: Uint8Array, covered: Uint8Array): number[] {
  const sums = [0, 0, 0];
  let count = 0;
  for (let i = 0; i < covered.length; i++) {
    if (covered[i] === 0) continue;
    count++;
    for (let channel = 0; channel < 3; channel++) sums[channel]! += data[i * 3 + channel]!;
  }
  return sums.map((sum) => (count === 0 ? 0 : Math.round(sum / count)));
}

/** Spreads known colours by a number of layers, to all pixels or to those `within` only. */
function spreadLayers(
  data: Uint8Array,
  known: Uint8Array,
  layers: number,
  width: number,
  height: number,
  within?: Uint8Array,
): void {
  const allowed = (pixel: number): boolean => within === undefined || within[pixel] === 255;
  let layer = unknownNeighbours(known, width, height).filter(allowed);
  for (let depth = 0; depth < layers && layer.length > 0; depth++) {
    layer = spread(data, known, layer, width, height).filter(allowed);
  }
}

function unknownNeighbours(known: Uint8Array, width: number, height: number): number[] {
  const found: number[] = [];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (known[i] === 1) continue;
      const beside = (x > 0 && known[i - 1] === 1) || (x < width - 1 && known[i + 1] === 1);
      const above = (y > 0 && known[i - width] === 1) || (y < height - 1 && known[i + width] === 1);
      if (beside || above) found.push(i);
    }
  }
  return found;
}

/** Gives each pixel of a layer the mean of its known neighbours; answers the next layer. */
function spread(
  data: Uint8Array,
  known: Uint8Array,
  layer: readonly number[],
  width: number,
  height: number,
): number[] {
  for (const pixel of layer) {
    let [r, g, b, count] = [0, 0, 0, 0];
    forNeighbours(pixel, width, height, (other) => {
      if (known[other] !== 1) return;
      r += data[other * 3]!;
      g += data[other * 3 + 1]!;
      b += data[other * 3 + 2]!;
      count++;
    });
    data[pixel * 3] = Math.round(r / count);
    data[pixel * 3 + 1] = Math.round(g / count);
    data[pixel * 3 + 2] = Math.round(b / count);
  }
  for (const pixel of layer) known[pixel] = 1;
  const next: number[] = [];
  for (const pixel of layer) {
    forNeighbours(pixel, width, height, (other) => {
      if (known[other] !== 0) return;
      known[other] = 2;
      next.push(other);
    });
  }
  for (const pixel of next) known[pixel] = 0;
  return next;
}

function forNeighbours(pixel: number, width: number, height: number, visit: (other: number) => void): void {
  const x = pixel % width;
  if (x > 0) visit(pixel - 1);
  if (x < width - 1) visit(pixel + 1);
  if (pixel >= width) visit(pixel - width);
  if (pixel < width * (height - 1)) visit(pixel + width);
}
