import { maskToNetworkTensor, toNetworkTensor, type NetworkFrame } from './network-frame.js';
import type { Mask, RgbPicture } from './picture.js';

/** A garment as the network takes it. */
export interface GarmentTensors {
  /** [3, height, width], −1…1, background exactly 0. */
  readonly garment: Float32Array;
  /** [1, height, width], 0/1. */
  readonly mask: Float32Array;
}

/** A decoded cut-out as network input. */
export function loadGarmentTensors(
  cutout: { readonly picture: RgbPicture; readonly mask: Mask },
  frame: NetworkFrame,
): GarmentTensors {
  const { width, height } = cutout.picture;
  const garment = toNetworkTensor(cutout.picture, { left: 0, top: 0, width, height }, frame);
  const mask = maskToNetworkTensor(cutout.mask, frame);
  for (let i = 0; i < garment.length; i++) {
    if (mask[i % mask.length] === 0) garment[i] = 0;
  }
  return { garment, mask };
}
