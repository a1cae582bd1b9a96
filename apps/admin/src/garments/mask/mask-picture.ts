import { MaskPainting } from './mask-painting.js';

/**
 * Loads a mask to paint on.
 * @param url of a grey PNG that may be read by this page
 * @throws Error when it is gone
 */
export async function loadMask(url: string): Promise<MaskPainting> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(response.statusText);
  const bitmap = await createImageBitmap(await response.blob(), { colorSpaceConversion: 'none' });
  const { width, height } = bitmap;
  const surface = surfaceOf(width, height);
  surface.drawImage(bitmap, 0, 0);
  bitmap.close();
  const { data } = surface.getImageData(0, 0, width, height);
  return new MaskPainting(
    width,
    height,
    Uint8Array.from({ length: width * height }, (_, i) => data[i * 4]!),
  );
}

/** The mask as a PNG of greys, white on the garment. */
export async function maskFile({ width, height, data }: MaskPainting): Promise<File> {
  const pixels = new ImageData(width, height);
  data.forEach((level, i) => pixels.data.set([level, level, level, 255], i * 4));
  const surface = surfaceOf(width, height);
  surface.putImageData(pixels, 0, 0);
  const blob = await surface.canvas.convertToBlob({ type: 'image/png' });
  return new File([blob], 'mask.png', { type: blob.type });
}

function surfaceOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const surface = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!surface) throw new Error('This browser cannot draw.');
  return surface;
}
