import type { Raster } from '../decoding/raster.js';
import { resizeLabels } from '../decoding/resize-labels.js';

const HALF = 128;
/** Side of the grid on which masks are looked at: faults that matter are larger than its cells. */
const GRID = 128;
const MIN_SHARE = 0.03;
const MAX_SHARE = 0.97;
/** Share of the garment's area that may be holes; straps and handles make small ones. */
const MAX_HOLES = 0.08;
/** Share of the garment that may be left out, and of the mask that may be background. */
const MAX_LEFT_OUT = 0.1;
const MAX_BESIDE = 0.15;

/**
 * What is wrong with a garment mask: empty, full, eaten hollow (as VITON's masks of white garments), or different from what
 * was found in the picture.
 *
 * @param expected mask found in the picture, if it was
 */
export function maskProblems(path: string, mask: Raster, expected?: Raster): string[] {
  const cells = toGrid(mask);
  const share = cells.filter(Boolean).length / cells.length;
  if (share < MIN_SHARE) return [`${path}: the mask is empty`];
  if (share > MAX_SHARE) return [`${path}: the mask covers the whole picture`];
  if (expected) return differences(path, cells, toGrid(expected));
  const holes = countHoles(cells) / (share * cells.length);
  return holes > MAX_HOLES ? [`${path}: the mask has holes, ${percent(holes)} of its area`] : [];
}

function differences(path: string, cells: readonly boolean[], expected: readonly boolean[]): string[] {
  const leftOut =
    expected.filter((isGarment, i) => isGarment && !cells[i]).length / expected.filter(Boolean).length;
  const beside =
    cells.filter((isMasked, i) => isMasked && !expected[i]).length / cells.filter(Boolean).length;
  const problems: string[] = [];
  if (leftOut > MAX_LEFT_OUT)
    problems.push(`${path}: the mask leaves out ${percent(leftOut)} of the garment`);
  if (beside > MAX_BESIDE) problems.push(`${path}: ${percent(beside)} of the mask lies beside the garment`);
  return problems;
}

function toGrid(mask: Raster): boolean[] {
  return Array.from(resizeLabels(mask, { height: GRID, width: GRID }), (value) => value >= HALF);
}

/** Cells outside the mask that no way outside the mask leads to from the border. */
function countHoles(cells: readonly boolean[]): number {
  const isOutside = cells.slice();
  const queue: number[] = [];
  const visit = (i: number): void => {
    if (isOutside[i]) return;
    isOutside[i] = true;
    queue.push(i);
  };
  for (let i = 0; i < GRID; i++) {
    for (const border of [i, (GRID - 1) * GRID + i, i * GRID, i * GRID + GRID - 1]) visit(border);
  }
  for (let i = queue.pop(); i !== undefined; i = queue.pop()) {
    if (i % GRID > 0) visit(i - 1);
    if (i % GRID < GRID - 1) visit(i + 1);
    if (i >= GRID) visit(i - GRID);
    if (i < GRID * (GRID - 1)) visit(i + GRID);
  }
  return isOutside.filter((isKnown) => !isKnown).length;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
