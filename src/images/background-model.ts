import { fitSurface, levelAt, type Surface } from './background-surface.js';

/** An RGB picture shrunk for analysis, in planes of unrounded samples. */
export interface WorkPicture {
  readonly width: number;
  readonly height: number;
  /** [3, height, width], 0…255. */
  readonly data: Float32Array;
}

/** The plain background of a shop picture: a colour that may drift smoothly across the picture. */
export interface BackgroundModel {
  /** Level of red, green and blue at each place. */
  readonly surfaces: readonly Surface[];
  /** Deviation from the model that its own grain reaches, in levels of 255: the least tolerance worth trying. */
  readonly noise: number;
  /** Share of the border that follows the model, 0…1. */
  readonly plainness: number;
}

/** Border pixels that deviate by more levels than this are something else than background. */
const INLIER_LEVELS = 10;

/** While a drift is still unknown, neighbours of the common colour up to this far are background too. */
const DRIFT_LEVELS = 40;

/** Thickness of the border ring, as a share of the shorter side. */
const RING_SHARE = 0.02;

/** The ring is thinned to about this many pixels. */
const RING_PIXELS = 1500;

/** Rounds of fitting a shape; each drops the outliers of the last. */
const FIT_ROUNDS = 3;

/** Share of the ring's pixels, by deviation, that count as grain; the rest are specks and the garment's edges. */
const GRAIN_QUANTILE = 0.95;

/** A plane that leaves less of the border unexplained than this needs no bowl. */
const PLAIN_ENOUGH = { plainness: 0.97, noise: 3 };

/**
 * Fits the background to the border ring: the most frequent colour there first, then a plane a channel by least squares
 * over the pixels that agree with it, so that a garment that touches the border does not pull the colour. Where a plane
 * leaves too much unexplained, as under a vignette, a bowl is fitted and kept if it explains more.
 */
export function fitBackground(picture: WorkPicture): BackgroundModel {
  const ring = borderRing(picture);
  const common = commonColour(picture, ring).map((level): Surface => [level, 0, 0, 0, 0, 0]);
  const plane = refine(picture, ring, common, 'plane', INLIER_LEVELS);
  if (plane.plainness >= PLAIN_ENOUGH.plainness && plane.noise <= PLAIN_ENOUGH.noise) return plane;
  const bowl = refine(picture, ring, common, 'bowl', DRIFT_LEVELS);
  return bowl.plainness > plane.plainness || (bowl.plainness === plane.plainness && bowl.noise < plane.noise)
    ? bowl
    : plane;
}

/** Largest channel difference between every pixel and the background at its place, in levels: [height, width]. */
export function distanceToBackground(picture: WorkPicture, { surfaces }: BackgroundModel): Float32Array {
  const { width, height, data } = picture;
  const distances = new Float32Array(width * height);
  surfaces.forEach((surface, channel) => {
    const plane = channel * width * height;
    for (let y = 0, pixel = 0; y < height; y++) {
      const start = levelAt(surface, 0, y);
      const slope = surface[1] + surface[4] * y;
      const bend = surface[3];
      for (let x = 0; x < width; x++, pixel++) {
        const difference = Math.abs(data[plane + pixel]! - start - x * (slope + bend * x));
        if (difference > distances[pixel]!) distances[pixel] = difference;
      }
    }
  });
  return distances;
}

function refine(
  picture: WorkPicture,
  ring: readonly number[],
  start: readonly Surface[],
  shape: 'plane' | 'bowl',
  firstLevels: number,
): BackgroundModel {
  const { width, height, data } = picture;
  let surfaces = start;
  for (let round = 0; round < FIT_ROUNDS; round++) {
    const levels = round === 0 ? firstLevels : INLIER_LEVELS;
    const inliers = ring.filter((pixel) => deviation(picture, surfaces, pixel) <= levels);
    if (inliers.length < 16) break;
    surfaces = [0, 1, 2].map((channel) =>
      fitSurface(
        inliers.map((pixel) => ({
          x: pixel % width,
          y: Math.floor(pixel / width),
          level: data[channel * width * height + pixel]!,
        })),
        shape,
      ),
    );
  }
  const grain = ring
    .map((pixel) => deviation(picture, surfaces, pixel))
    .filter((levels) => levels <= INLIER_LEVELS)
    .sort((a, b) => a - b);
  return {
    surfaces,
    noise: grain[Math.floor(grain.length * GRAIN_QUANTILE)] ?? INLIER_LEVELS,
    plainness: grain.length / ring.length,
  };
}

function borderRing({ width, height }: WorkPicture): number[] {
  const thickness = Math.max(1, Math.round(Math.min(width, height) * RING_SHARE));
  const ring: number[] = [];
  for (let y = 0; y < height; y++) {
    const edgeRow = y < thickness || y >= height - thickness;
    for (let x = 0; x < width; x++) {
      if (edgeRow || x < thickness || x >= width - thickness) ring.push(y * width + x);
    }
  }
  const stride = Math.max(1, Math.floor(ring.length / RING_PIXELS));
  return ring.filter((_, index) => index % stride === 0);
}

/** Mean of the fullest cell of a coarse colour histogram (16 levels a channel, two grids that overlap by half). */
function commonColour({ width, height, data }: WorkPicture, ring: readonly number[]): number[] {
  const plane = width * height;
  let best = { count: 0, sums: [255, 255, 255] };
  for (const shift of [0, 8]) {
    const cells = new Map<number, { count: number; sums: number[] }>();
    for (const pixel of ring) {
      const colour = [data[pixel]!, data[plane + pixel]!, data[2 * plane + pixel]!];
      const key = colour.reduce((sum, level) => sum * 32 + ((level + shift) >> 4), 0);
      const cell = cells.get(key) ?? { count: 0, sums: [0, 0, 0] };
      cells.set(key, cell);
      cell.count++;
      colour.forEach((level, channel) => (cell.sums[channel]! += level));
      if (cell.count > best.count) best = cell;
    }
  }
  return best.sums.map((sum) => sum / Math.max(1, best.count));
}

function deviation(
  { width, height, data }: WorkPicture,
  surfaces: readonly Surface[],
  pixel: number,
): number {
  const x = pixel % width;
  const y = (pixel - x) / width;
  let largest = 0;
  for (let channel = 0; channel < 3; channel++) {
    const difference = Math.abs(data[channel * width * height + pixel]! - levelAt(surfaces[channel]!, x, y));
    if (difference > largest) largest = difference;
  }
  return largest;
}
