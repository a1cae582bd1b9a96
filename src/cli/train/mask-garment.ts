import { maskGarment } from '../../images/garment-mask.js';

/** The product's own garment masking, as data sets want it: interleaved RGB → a byte a pixel, 255 on the garment. */
export function maskGarmentPixels(rgb: Uint8Array, width: number, height: number): Uint8Array {
  return maskGarment({ width, height, data: rgb }).mask.data;
}
