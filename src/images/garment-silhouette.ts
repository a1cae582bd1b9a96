import type { BackgroundModel, WorkPicture } from './background-model.js';
import { distanceToBackground } from './background-model.js';
import { COST_STEPS_PER_LEVEL, floodCosts } from './border-flood.js';
import { localThresholds } from './local-threshold.js';
import { boxSums } from './box-filter.js';
import { closeUpright, erode, maximumOf3x3 } from './morphology.js';
import { labelRegions } from './regions.js';
import { openHoles } from './silhouette-holes.js';

/** The garment's outline at the working size. */
export interface Silhouette {
  /** [height, width], 0 or 255. */
  readonly inside: Uint8Array;
  /** [height, width], largest channel difference to the background, levels. */
  readonly deviations: Float32Array;
  /** Tolerance of the first flood, in levels of 255. */
  readonly tolerance: number;
}

/** Tolerances that the search tries, in levels of 255. */
const TOLERANCES = [1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48];

/** A tolerance is stable when one that is half as large again takes away no more than this share of the area. */
const STABLE_LOSS = 0.08;

/** Most rounds of trimming the rim; each sees the cloth more clearly than the last. */
const TRIM_ROUNDS = 5;

/** Trimming ends when a round takes less than this share of the garment. */
const TRIMMED_ENOUGH = 0.003;

/** How far inside the outline one round may trim, as a share of the height: a compression block. */
const RIM_SHARE = 0.035;

/** Half the side of the square over which trimming averages, as a share of the height: speckles average out. */
const GRAIN_SHARE = 0.008;

/** Deviations above this count as equally strong in the averages. */
const STRONG_LEVELS = 24;

/** Share of the whole garment's strength that every threshold reaches: dark garments have no parts as pale as a halo. */
const LEAST_SHARE = 0.1;

/** Cloth with a lower threshold than this, in levels, is so pale that trimming would eat it. */
const PALE_THRESHOLD = 1.2;

/** Half the side of the square whose majority decides about weak pixels, as a share of the height. */
const SMOOTHING_SHARE = 0.012;

/** Pixels whose average deviates by more levels than this are cloth even in a thin part: a strap, a tie. */
const STRAP_LEVELS = 8;

/** Half the height of the streaks that are closed, as a share of the height: white stripes that reach the edge. */
const STREAK_SHARE = 0.02;

/** Width over height from which a gap is a streak. */
const STREAK_ASPECT = 1.5;

/** Parts smaller than this share of the largest are specks, not straps or ties. */
const PART_SHARE = 0.01;

/**
 * Finds the garment by flooding the background from the border. A first flood searches the least tolerance at which the
 * flooded area is stable, which keeps white cloth on white whole; later ones may only trim the rim, to the threshold
 * that each place deserves. Then background between arm and body is opened and specks are dropped.
 *
 * In the first flood each barrier is a pixel wider on all sides, so that a faint outline holds in spite of gaps.
 */
export function findSilhouette(picture: WorkPicture, background: BackgroundModel): Silhouette {
  const { width, height } = picture;
  const deviations = distanceToBackground(picture, background);
  const costs = floodCosts(maximumOf3x3(deviations, width, height), width, height);
  const tolerance = stableTolerance(costs, background.noise);
  const generous = erode(insideOf(costs, tolerance * COST_STEPS_PER_LEVEL), width, height, 1);

  const averages = localMeans(deviations, width, height);
  let inside = closeStreaks(generous, width, height);
  let area = areaOf(inside);
  for (let round = 0; round < TRIM_ROUNDS; round++) {
    inside = trimRim(inside, averages, background.noise, width, height);
    const trimmed = areaOf(inside);
    if (area - trimmed <= TRIMMED_ENOUGH * area) break;
    area = trimmed;
  }
  const closed = closeStreaks(inside, width, height);
  const smooth = smoothOutline(closed, averages, deviations, background.noise, width, height);
  const opened = openHoles(smooth, averages, deviations, background.noise, width, height);
  return { inside: keepLargeParts(opened, width, height), deviations, tolerance };
}

/** The least tolerance, above the background's own grain, at which the unflooded area hardly depends on it. */
function stableTolerance(costs: Uint8Array, noise: number): number {
  const above = new Float64Array(257);
  for (const cost of costs) above[cost]!++;
  for (let cost = 255; cost >= 0; cost--) above[cost]! += above[cost + 1]!;
  const areaAbove = (levels: number): number =>
    above[Math.min(256, Math.floor(levels * COST_STEPS_PER_LEVEL) + 1)]!;
  let best = { tolerance: TOLERANCES[0]!, loss: Infinity };
  for (const tolerance of TOLERANCES) {
    if (tolerance < noise) continue;
    const area = areaAbove(tolerance);
    if (area === 0) break;
    const loss = 1 - areaAbove(tolerance * 1.5) / area;
    if (loss <= STABLE_LOSS) return tolerance;
    if (loss < best.loss) best = { tolerance, loss };
  }
  return best.tolerance;
}

/** Floods on to the local thresholds, no farther than a rim inside the outline. */
function trimRim(
  inside: Uint8Array,
  averages: Float32Array,
  noise: number,
  width: number,
  height: number,
): Uint8Array {
  const core = erode(inside, width, height, Math.max(2, Math.round(height * RIM_SHARE)));
  const cloth = LEAST_SHARE * meanInside(averages, inside);
  const thresholds = localThresholds(averages, inside, core, width, height);
  const relative = new Float32Array(averages.length);
  for (let i = 0; i < relative.length; i++) {
    if (inside[i] === 0) continue;
    const threshold = Math.max(thresholds[i]!, cloth);
    const fixed = core[i] === 255 || threshold < PALE_THRESHOLD;
    relative[i] = fixed ? Infinity : averages[i]! / Math.max(threshold, noise);
  }
  return insideOf(floodCosts(relative, width, height), COST_STEPS_PER_LEVEL);
}

function areaOf(inside: Uint8Array): number {
  let area = 0;
  for (let i = 0; i < inside.length; i++) if (inside[i] === 255) area++;
  return area;
}

function meanInside(values: Float32Array, inside: Uint8Array): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    if (inside[i] === 0) continue;
    sum += values[i]!;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}

/** Deviations, capped, averaged over a small square. */
function localMeans(deviations: Float32Array, width: number, height: number): Float32Array {
  const radius = Math.max(1, Math.round(height * GRAIN_SHARE));
  const capped = new Float32Array(deviations.length);
  for (let i = 0; i < capped.length; i++) capped[i] = Math.min(deviations[i]!, STRONG_LEVELS);
  const means = boxSums(capped, width, height, radius);
  const count = (2 * radius + 1) ** 2;
  for (let i = 0; i < means.length; i++) means[i]! /= count;
  return means;
}

/** Fills gaps that are lower than a streak and lie; the wedges of armpits are as high as they are wide and stay. */
function closeStreaks(inside: Uint8Array, width: number, height: number): Uint8Array {
  const closed = closeUpright(inside, width, height, Math.max(1, Math.round(height * STREAK_SHARE)));
  const filled = new Uint8Array(closed.length);
  for (let i = 0; i < filled.length; i++) if (closed[i] !== inside[i]) filled[i] = 1;
  const { labels, regions } = labelRegions(filled, width, height);
  for (let i = 0; i < closed.length; i++) {
    if (labels[i] === 0) continue;
    const gap = regions[labels[i]! - 1]!;
    if (gap.right - gap.left < STREAK_ASPECT * (gap.bottom - gap.top)) closed[i] = 0;
  }
  return closed;
}

/**
 * Lets the majority of the neighbourhood decide about pixels that are not clear themselves: thin and weak lumps, which
 * are compression noise at the edge, go; notches that trimming cut into pale stripes, where there is some cloth, fill.
 */
function smoothOutline(
  inside: Uint8Array,
  averages: Float32Array,
  deviations: Float32Array,
  noise: number,
  width: number,
  height: number,
): Uint8Array {
  const radius = Math.max(1, Math.round(height * SMOOTHING_SHARE));
  const counts = boxSums(Float32Array.from(inside), width, height, radius);
  const half = (255 * (2 * radius + 1) ** 2) / 2;
  const faint = Math.max(1, noise);
  const smooth = new Uint8Array(inside.length);
  for (let i = 0; i < smooth.length; i++) {
    const clear = inside[i] === 255 ? averages[i]! > STRAP_LEVELS || counts[i]! > half : false;
    const notch = inside[i] === 0 && counts[i]! > half && deviations[i]! > faint;
    if (clear || notch) smooth[i] = 255;
  }
  return smooth;
}

function keepLargeParts(inside: Uint8Array, width: number, height: number): Uint8Array {
  const { labels, regions } = labelRegions(inside, width, height);
  const largest = regions.reduce((most, region) => Math.max(most, region.area), 0);
  const kept = new Uint8Array(regions.length + 1);
  for (const region of regions) if (region.area >= largest * PART_SHARE) kept[region.label] = 255;
  return inside.map((_, i) => kept[labels[i]!]!);
}

function insideOf(costs: Uint8Array, steps: number): Uint8Array {
  const inside = new Uint8Array(costs.length);
  for (let i = 0; i < costs.length; i++) inside[i] = costs[i]! > steps ? 255 : 0;
  return inside;
}
