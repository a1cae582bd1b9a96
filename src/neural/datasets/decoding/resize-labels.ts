import type { Raster } from './raster.js';
import type { Frame } from '../frame.js';

/** Resizes a picture of labels: each pixel takes the value under its centre, so that no label is made up. */
export function resizeLabels({ data, width, height }: Raster, frame: Frame): Uint8Array {
  const out = new Uint8Array(frame.height * frame.width);
  for (let y = 0; y < frame.height; y++) {
    const row = Math.floor(((y + 0.5) * height) / frame.height) * width;
    for (let x = 0; x < frame.width; x++) {
      out[y * frame.width + x] = data[row + Math.floor(((x + 0.5) * width) / frame.width)]!;
    }
  }
  return out;
}
