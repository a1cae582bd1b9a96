import { enlargeFlow } from '../../neural/compositor/warp-mask.js';
import type { StudentMaps } from '../../neural/validation/student-runner.js';
import { drawFlow } from '../../images/draw-flow.js';

/** Share of the flow's colour where the garment shows. */
const STRENGTH = 0.75;

/**
 * The appearance flow over the try-on, [3, height, width], −1…1: where the garment shows, hue is the direction to where it is
 * sampled and saturation the distance, relative to the largest.
 */
export function flowOverlay(maps: StudentMaps): Float32Array {
  const { height, width, composition, tryOn } = maps;
  const plane = height * width;
  const solid = new Float32Array(plane).fill(1);
  const { data } = drawFlow(enlargeFlow(maps).data, solid, { width, height });
  return tryOn.map((value, i) => {
    const pixel = i % plane;
    const share = STRENGTH * Math.min(1, Math.max(0, composition[pixel]!));
    const colour = data[3 * pixel + Math.floor(i / plane)]! / 127.5 - 1;
    return value * (1 - share) + colour * share;
  });
}
