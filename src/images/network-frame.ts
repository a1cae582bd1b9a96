import type { Mask, PixelWindow, RgbPicture } from './picture.js';
import { resampleWindow } from './resample.js';

/** Size of the network's input, in pixels; 4:3 (height : width). */
export interface NetworkFrame {
  readonly height: number;
  readonly width: number;
}

/** Width over height of every frame that the networks were trained on. */
const FRAME_ASPECT = 3 / 4;

/** Share of a tall picture's excess that is cut above the window: the head stays, the legs go. */
const EXCESS_ABOVE = 0.1;

/**
 * The largest 3:4 (w:h) window of a person photo. A wider photo is cropped evenly left and right; of a taller one a
 * tenth of the excess goes above the window and the rest below.
 */
export function personWindow(width: number, height: number): PixelWindow {
  if (width / height >= FRAME_ASPECT) {
    const windowWidth = Math.max(1, Math.min(width, Math.round(height * FRAME_ASPECT)));
    return { left: Math.floor((width - windowWidth) / 2), top: 0, width: windowWidth, height };
  }
  const windowHeight = Math.max(1, Math.min(height, Math.round(width / FRAME_ASPECT)));
  return { left: 0, top: Math.round((height - windowHeight) * EXCESS_ABOVE), width, height: windowHeight };
}

/** A window of a picture as network input: [3, h, w], −1…1, shrunk by area averaging (enlarged bilinearly). */
export function toNetworkTensor(picture: RgbPicture, window: PixelWindow, frame: NetworkFrame): Float32Array {
  const planes = resampleWindow(picture, 3, window, frame);
  for (let i = 0; i < planes.length; i++) planes[i] = planes[i]! / 127.5 - 1;
  return planes;
}

/** A whole mask as network input: [1, h, w], 1 where at least half of the area is garment, else 0. */
export function maskToNetworkTensor(mask: Mask, frame: NetworkFrame): Float32Array {
  const plane = resampleWindow(mask, 1, { left: 0, top: 0, width: mask.width, height: mask.height }, frame);
  for (let i = 0; i < plane.length; i++) plane[i] = plane[i]! >= 127.5 ? 1 : 0;
  return plane;
}
