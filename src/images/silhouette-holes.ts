import { labelRegions, type Region } from './regions.js';

/** Pixels that deviate by fewer levels than this above the grain may be background, also between compression artefacts. */
const BACKGROUND_LEVELS = 5;

/** Background seen through the garment is at least this share of the garment's area; smaller patches are print. */
const LEAST_AREA_SHARE = 0.004;

/** A hole is at least this share of the garment's height tall; letters of a print are lower. */
const LEAST_HEIGHT_SHARE = 0.1;

/** Height over width from which a patch stands upright, as the gap beside an arm does; streaks of stripes lie. */
const UPRIGHT_ASPECT = 1.2;

/** Between a hole and the outside lies a sleeve: its breadth as a share of the garment's. */
const SLEEVE_SHARE = { least: 0.03, most: 0.3 };

/** Holes keep this far from the upright axis, as a share of the garment's width: prints sit in the middle. */
const AXIS_SHARE = 0.15;

/** Average deviation, in levels, of cloth that cannot be mistaken for background. */
const CLEAR_LEVELS = 10;

/** Share of a hole's rim that is such cloth; pale cloth fades into the patch instead. */
const CLEAR_RIM = 0.85;

/** Thickness of the rim, in working pixels. */
const RIM = 3;

/**
 * Opens the background that shows between arm and body. A patch inside the outline counts as such when it is plain,
 * enclosed by clearly darker or coloured cloth, big enough, upright, off the garment's axis and a sleeve's breadth from
 * the outside; white prints and pale cloth stay closed.
 *
 * @param outline [height, width], 0 or 255
 * @param averages [height, width], locally averaged and capped deviations from the background, levels
 * @param deviations [height, width], the deviations themselves
 * @param noise grain of the background, levels
 */
export function openHoles(
  outline: Uint8Array,
  averages: Float32Array,
  deviations: Float32Array,
  noise: number,
  width: number,
  height: number,
): Uint8Array {
  const garment = measure(outline, width, height);
  const patches = new Uint8Array(outline.length);
  for (let i = 0; i < patches.length; i++) {
    if (outline[i] === 255 && deviations[i]! < BACKGROUND_LEVELS + noise) patches[i] = 1;
  }
  const { labels, regions } = labelRegions(patches, width, height);
  const opened = outline.slice();
  for (const patch of regions) {
    if (!hasShapeOfHole(patch, garment, outline, width)) continue;
    if (clearRim(patch, labels, outline, averages, width, height) < CLEAR_RIM) continue;
    for (let i = 0; i < opened.length; i++) if (labels[i] === patch.label) opened[i] = 0;
  }
  return opened;
}

interface Extent {
  readonly axis: number;
  readonly breadth: number;
  readonly height: number;
  readonly area: number;
}

function measure(outline: Uint8Array, width: number, height: number): Extent {
  let [left, right, top, bottom, area] = [width, 0, height, 0, 0];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (outline[i] === 0) continue;
      area++;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  return { axis: (left + right) / 2, breadth: right - left + 1, height: bottom - top + 1, area };
}

function hasShapeOfHole(patch: Region, garment: Extent, outline: Uint8Array, width: number): boolean {
  const tall = patch.bottom - patch.top;
  if (patch.area < garment.area * LEAST_AREA_SHARE || tall < garment.height * LEAST_HEIGHT_SHARE)
    return false;
  if (tall < UPRIGHT_ASPECT * (patch.right - patch.left)) return false;
  const centre = (patch.left + patch.right) / 2;
  if (Math.abs(centre - garment.axis) < garment.breadth * AXIS_SHARE) return false;
  const row = Math.round((patch.top + patch.bottom) / 2) * width;
  const sleeve = sleeveBreadth(outline, row, patch, centre < garment.axis, width) / garment.breadth;
  return sleeve >= SLEEVE_SHARE.least && sleeve <= SLEEVE_SHARE.most;
}

/** Pixels of outline between a patch and the outside, along a row, towards the nearer side. */
function sleeveBreadth(
  outline: Uint8Array,
  row: number,
  patch: Region,
  leftwards: boolean,
  width: number,
): number {
  const step = leftwards ? -1 : 1;
  let breadth = 0;
  for (
    let x = leftwards ? patch.left : patch.right;
    x >= 0 && x < width && outline[row + x] === 255;
    x += step
  ) {
    breadth++;
  }
  return breadth;
}

/** Share of the pixels around a patch that are clear cloth; its lower quarter may be open to the outside already. */
function clearRim(
  patch: Region,
  labels: Int32Array,
  outline: Uint8Array,
  averages: Float32Array,
  width: number,
  height: number,
): number {
  const isPatch = (x: number, y: number): boolean =>
    x >= 0 && x < width && y >= 0 && y < height && labels[y * width + x] === patch.label;
  const openBelow = patch.top + 0.75 * (patch.bottom - patch.top);
  let [clear, rim] = [0, 0];
  for (let y = Math.max(0, patch.top - RIM); y <= Math.min(height - 1, patch.bottom + RIM); y++) {
    for (let x = Math.max(0, patch.left - RIM); x <= Math.min(width - 1, patch.right + RIM); x++) {
      if (isPatch(x, y)) continue;
      const beside = isPatch(x - RIM, y) || isPatch(x + RIM, y) || isPatch(x, y - RIM) || isPatch(x, y + RIM);
      if (!beside) continue;
      const pixel = y * width + x;
      const isOutside = outline[pixel] === 0;
      if (isOutside && y > openBelow) continue;
      rim++;
      if (!isOutside && averages[pixel]! >= CLEAR_LEVELS) clear++;
    }
  }
  return rim === 0 ? 0 : clear / rim;
}
