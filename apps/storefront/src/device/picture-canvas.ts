import type { RgbPicture } from '../../../../src/images/picture.js';
import { DeviceError } from './device-error.js';

/** Most pixels of a photo that is decoded: what the server takes by default. */
const MAX_PIXELS = 50_000_000;

/**
 * Decodes a photo by the browser: upright (EXIF orientation applied), in sRGB, transparency over white.
 *
 * @throws DeviceError PICTURE_BROKEN
 */
export async function decodePhoto(photo: Blob): Promise<RgbPicture> {
  const bitmap = await createImageBitmap(photo, { imageOrientation: 'from-image' }).catch(
    (cause: unknown) => {
      throw new DeviceError('PICTURE_BROKEN', 'The browser cannot read this picture.', { cause });
    },
  );
  try {
    if (bitmap.width * bitmap.height > MAX_PIXELS) {
      throw new DeviceError('PICTURE_BROKEN', 'The picture has too many pixels.');
    }
    return readBitmap(bitmap, bitmap.width, bitmap.height);
  } finally {
    bitmap.close();
  }
}

/** The pixels of a bitmap, drawn at the given size over white. */
export function readBitmap(bitmap: ImageBitmap, width: number, height: number): RgbPicture {
  const context = contextOf(new OffscreenCanvas(width, height));
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  const rgba = context.getImageData(0, 0, width, height).data;
  const data = new Uint8Array(width * height * 3);
  for (let i = 0, at = 0; i < data.length; i += 3, at += 4) {
    data[i] = rgba[at]!;
    data[i + 1] = rgba[at + 1]!;
    data[i + 2] = rgba[at + 2]!;
  }
  return { width, height, data };
}

/** A canvas that shows the picture. */
export function drawPicture({ width, height, data }: RgbPicture): OffscreenCanvas {
  const image = new ImageData(width, height);
  for (let i = 0, at = 0; i < data.length; i += 3, at += 4) {
    image.data[at] = data[i]!;
    image.data[at + 1] = data[i + 1]!;
    image.data[at + 2] = data[i + 2]!;
    image.data[at + 3] = 255;
  }
  const canvas = new OffscreenCanvas(width, height);
  contextOf(canvas).putImageData(image, 0, 0);
  return canvas;
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { colorSpace: 'srgb', willReadFrequently: true });
  if (!context) throw new DeviceError('NOT_ABLE', 'The browser gives no canvas to a worker.');
  return context;
}
