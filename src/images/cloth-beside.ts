import { boxSums } from './box-filter.js';

/** What the cloth next to each place of the outline differs from the background by, in levels; 0 far from the outline. */
export interface ClothBeside {
  /** [height, width], straight inwards: a pale stripe is compared with itself and not with the dark one beside it. */
  readonly nearest: Float32Array;
  /** [height, width], the palest of the cloth straight inwards and a little to both sides. */
  readonly palest: Float32Array;
}

/** How far inside the outline the cloth is looked up, in working pixels. */
const DEPTH = 3;

/** How far to both sides. */
const ASIDE = 3;

/**
 * Looks up the cloth that each pixel near an outline belongs to, averaged over 3×3 pixels.
 *
 * @param deviations [height, width], levels from the background
 * @param soft [height, width], the outline as a ramp, 0…1
 */
export function clothBeside(
  deviations: Float32Array,
  soft: Float32Array,
  width: number,
  height: number,
): ClothBeside {
  const slope = boxSums(soft, width, height, DEPTH);
  const sums = boxSums(deviations, width, height, 1);
  const nearest = new Float32Array(soft.length);
  const palest = new Float32Array(soft.length);
  const meanAt = (x: number, y: number): number => {
    const column = Math.min(Math.max(Math.round(x), 0), width - 1);
    const row = Math.min(Math.max(Math.round(y), 0), height - 1);
    return sums[row * width + column]! / 9;
  };
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1, pixel = y * width + 1; x < width - 1; x++, pixel++) {
      const across = slope[pixel + 1]! - slope[pixel - 1]!;
      const down = slope[pixel + width]! - slope[pixel - width]!;
      if (across === 0 && down === 0) continue;
      const steepness = Math.sqrt(across * across + down * down);
      const [inX, inY] = [across / steepness, down / steepness];
      const depth = DEPTH * (1.5 - 0.5 * soft[pixel]!);
      const [atX, atY] = [x + depth * inX, y + depth * inY];
      nearest[pixel] = meanAt(atX, atY);
      palest[pixel] = Math.min(
        nearest[pixel]!,
        meanAt(atX - ASIDE * inY, atY + ASIDE * inX),
        meanAt(atX + ASIDE * inY, atY - ASIDE * inX),
      );
    }
  }
  return { nearest, palest };
}
