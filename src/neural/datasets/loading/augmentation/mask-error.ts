import type { Random } from '../../../random.js';

/**
 * A copy of a garment's mask with an error as masks of shoppers' and merchants' pictures have them: too small or too
 * large by a few pixels, or with a bite taken off.
 *
 * @param largest largest error of the outline, pixels; at least 1
 */
export function spoilMask(
  mask: Uint8Array,
  { height, width }: { height: number; width: number },
  largest: number,
  random: Random,
): Uint8Array {
  const kind = random.integer(3);
  const pixels = 1 + random.integer(Math.max(1, Math.floor(largest)));
  if (kind === 0) return spread(mask, height, width, pixels, Math.min);
  if (kind === 1) return spread(mask, height, width, pixels, Math.max);
  return bite(mask, height, width, random);
}

/** Least or largest value within a square of 2·`pixels` + 1. */
export function spread(
  mask: Uint8Array,
  height: number,
  width: number,
  pixels: number,
  choose: (a: number, b: number) => number,
): Uint8Array {
  const line = (
    source: Uint8Array,
    step: number,
    length: number,
    lines: number,
    next: number,
  ): Uint8Array => {
    const target = new Uint8Array(source.length);
    for (let l = 0; l < lines; l++)
      for (let k = 0; k < length; k++) {
        let value = source[l * next + k * step]!;
        const last = Math.min(length - 1, k + pixels);
        for (let j = Math.max(0, k - pixels); j <= last; j++)
          value = choose(value, source[l * next + j * step]!);
        target[l * next + k * step] = value;
      }
    return target;
  };
  return line(line(mask, 1, width, height, width), width, height, width, 1);
}

/** Smallest and largest radius of a bite, as shares of the height. */
const BITE = [0.04, 0.12] as const;

/** Clears a disc about a pixel of the garment. */
function bite(mask: Uint8Array, height: number, width: number, random: Random): Uint8Array {
  const bitten = mask.slice();
  const radius = (BITE[0] + random.uniform() * (BITE[1] - BITE[0])) * height;
  const centre = pixelOfGarment(mask, random);
  if (centre < 0) return bitten;
  const [centreX, centreY] = [centre % width, Math.floor(centre / width)];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if ((x - centreX) ** 2 + (y - centreY) ** 2 <= radius * radius) bitten[y * width + x] = 0;
  return bitten;
}

/** A random pixel of the garment; −1 where there is none. */
function pixelOfGarment(mask: Uint8Array, random: Random): number {
  let count = 0;
  for (const value of mask) if (value > 127) count++;
  if (count === 0) return -1;
  let left = random.integer(count);
  return mask.findIndex((value) => value > 127 && left-- === 0);
}
