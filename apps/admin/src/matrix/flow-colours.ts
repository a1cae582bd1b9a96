import { drawFlow } from '../../../../src/images/draw-flow.js';
import type { FlowMap } from './flow-map.js';

/** How strongly the colours cover the result. */
const STRENGTH = 0.85;

/**
 * The whole flow as colours to lay over the window: hue is the direction to where the garment is sampled, saturation the
 * distance relative to the largest on the garment; see `drawFlow`.
 *
 * @returns [height, width, 4], 0…255; transparent where nothing comes from the garment
 */
export function flowColours({ positions, share }: FlowMap): Uint8ClampedArray<ArrayBuffer> {
  // The edge fades by its opacity; `drawFlow` would blacken it as well.
  const visible = share.data.map((value) => Math.min(1, 2 * value));
  const { data } = drawFlow(positions.data, visible, share);
  const colours = new Uint8ClampedArray(share.width * share.height * 4);
  share.data.forEach((opacity, i) => {
    colours.set(data.subarray(i * 3, i * 3 + 3), i * 4);
    colours[i * 4 + 3] = 255 * STRENGTH * opacity;
  });
  return colours;
}
