import { maskToNetworkTensor, toNetworkTensor, type NetworkFrame } from './network-frame.js';
import type { Mask, RgbPicture } from './picture.js';

/** A decoded cut-out as network input: garment [3, h, w], −1…1 with background exactly 0, and mask [1, h, w], 0/1. */
export function loadGarmentTensors(
  cutout: { readonly picture: RgbPicture; readonly mask: Mask },
  frame: NetworkFrame,
): { garment: Float32Array; mask: Float32Array } {
  const { width, height } = cutout.picture;
  const garment = toNetworkTensor(cutout.picture, { left: 0, top: 0, width, height }, frame);
  const mask = maskToNetworkTensor(cutout.mask, frame);
  for (let i = 0; i < garment.length; i++) {
    if (mask[i % mask.length] === 0) garment[i] = 0;
  }
  return { garment, mask };
}
