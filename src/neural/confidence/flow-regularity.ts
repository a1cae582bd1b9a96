import type { NetworkMaps } from '../compositor/network-maps.js';

/** A garment is neither turned inside out (determinant ≤ 0) nor squeezed or stretched beyond these area ratios. */
const MIN_DETERMINANT = 0.05;
const MAX_DETERMINANT = 12;

/**
 * Share of the garment's cells on which the flow is locally a sane mapping: the determinant of its Jacobian, in garment
 * pixels a result pixel, lies within bounds. A determinant ≤ 0 is a fold, as in deformable image registration.
 * 0 when the garment does not appear.
 * @param warped [height, width], 0…1; see `warpMask`
 */
export function flowRegularity(maps: NetworkMaps, warped: Float32Array): number {
  const { flow, flowHeight, flowWidth, height, width } = maps;
  const plane = flowHeight * flowWidth;
  const at = (axis: number, y: number, x: number): number => flow[axis * plane + y * flowWidth + x] ?? 0;
  let cells = 0;
  let regular = 0;
  for (let y = 0; y < flowHeight - 1; y++) {
    for (let x = 0; x < flowWidth - 1; x++) {
      const row = Math.floor(((y + 0.5) * height) / flowHeight);
      const column = Math.floor(((x + 0.5) * width) / flowWidth);
      if ((warped[row * width + column] ?? 0) < 0.5) continue;
      const right = [at(0, y, x + 1) - at(0, y, x), at(1, y, x + 1) - at(1, y, x)] as const;
      const down = [at(0, y + 1, x) - at(0, y, x), at(1, y + 1, x) - at(1, y, x)] as const;
      // The flow is in −1…1: half the frame's size makes it cells.
      const determinant = ((right[0] * down[1] - right[1] * down[0]) * flowWidth * flowHeight) / 4;
      cells++;
      if (determinant > MIN_DETERMINANT && determinant < MAX_DETERMINANT) regular++;
    }
  }
  return cells === 0 ? 0 : regular / cells;
}
