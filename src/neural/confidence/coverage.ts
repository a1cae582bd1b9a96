import type { NetworkMaps } from '../compositor/network-maps.js';
import { enlargeFlow } from '../compositor/warp-mask.js';
import { ramp } from './ramp.js';

/**
 * Whether the garment appears as a worn one does, the least of four: it is not too small and not too large (share of
 * the frame), hardly any of it is left out (share of the garment that some result pixel shows), and it is in the middle
 * (its centre's distance from the frame's vertical middle line). The bounds are the spread over VITON's validation
 * pairs; see docs/confidence.md.
 * @param warped [height, width], 0…1; see `warpMask`
 */
export function coverage(maps: NetworkMaps, warped: Float32Array): number {
  const { width } = maps;
  let area = 0;
  let moment = 0;
  for (const [i, share] of warped.entries()) {
    area += share;
    moment += share * (i % width);
  }
  if (area === 0) return 0;
  const share = area / warped.length;
  const offset = Math.abs(moment / area / width - 0.5);
  return Math.min(
    ramp(share, 0.05, 0.17),
    ramp(share, 0.5, 0.36),
    ramp(shownShare(maps, warped), 0.3, 0.8),
    ramp(offset, 0.22, 0.08),
  );
}

/** Share of the garment, in squares of half a flow cell, that at least one pixel of the result samples. */
function shownShare(maps: NetworkMaps, warped: Float32Array): number {
  const { flowHeight, flowWidth, garmentMask, height, width } = maps;
  const rows = flowHeight * 2;
  const columns = flowWidth * 2;
  const positions = enlargeFlow(maps);
  const shown = new Uint8Array(rows * columns);
  for (const [i, share] of warped.entries()) {
    if (share < 0.5) continue;
    const column = Math.floor((((positions.data[i] ?? 0) + 1) / 2) * columns);
    const row = Math.floor((((positions.data[height * width + i] ?? 0) + 1) / 2) * rows);
    if (column >= 0 && row >= 0 && column < columns && row < rows) shown[row * columns + column] = 1;
  }
  let garment = 0;
  let found = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const y = Math.floor(((row + 0.5) * height) / rows);
      const x = Math.floor(((column + 0.5) * width) / columns);
      if ((garmentMask[y * width + x] ?? 0) < 0.5) continue;
      garment++;
      found += shown[row * columns + column] ?? 0;
    }
  }
  return garment === 0 ? 0 : found / garment;
}
