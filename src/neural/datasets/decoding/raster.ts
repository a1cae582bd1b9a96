import sharp, { type Sharp } from 'sharp';
import { DataSetError, type DataFile } from '../data-set.js';
import type { Frame } from '../frame.js';
import { paletteAsGrey } from './palette-indices.js';

/** A decoded picture, interleaved. */
export interface Raster {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const WHITE = { r: 255, g: 255, b: 255 };

/**
 * Decodes a photo or garment picture to upright sRGB, transparency on white.
 *
 * @param frame size of the answer; left out: that of the file
 * @throws DataSetError when the file is missing or no picture
 */
export async function decodeRgb(file: DataFile, frame?: Frame): Promise<Raster> {
  const pipeline = sharp(await file.read(), { failOn: 'error' })
    .autoOrient()
    .flatten({ background: WHITE });
  if (frame) pipeline.resize({ ...frame, fit: 'fill' });
  return readPixels(file, pipeline.toColourspace('srgb'));
}

/**
 * Decodes one channel of a picture, such as a greyscale garment mask.
 *
 * @param frame size of the answer; left out: that of the file
 * @throws DataSetError when the file is missing or no picture
 */
export async function decodeChannel(file: DataFile, channel: 0 | 1 | 2, frame?: Frame): Promise<Raster> {
  const pipeline = sharp(await file.read(), { failOn: 'error' })
    .removeAlpha()
    .toColourspace('srgb');
  if (frame) pipeline.resize({ ...frame, fit: 'fill' });
  const { data, width, height } = await readPixels(file, pipeline);
  return { data: takeChannel(data, channel), width, height };
}

/**
 * Decodes a picture whose values are labels: a grey one, or a palette PNG, of which the indices count and not the
 * colours. Values are exact, at the size of the file.
 *
 * @throws DataSetError when the file is missing, no picture or in true colours
 */
export async function decodeIndices(file: DataFile): Promise<Raster> {
  const bytes = await file.read();
  const palette = paletteAsGrey(bytes);
  const pipeline = sharp(palette?.bytes ?? bytes, { failOn: 'error' })
    .removeAlpha()
    .toColourspace('srgb');
  const { data, width, height } = await readPixels(file, pipeline);
  if (isColoured(data)) {
    throw new DataSetError(
      `${file.path}: these are colours, not labels. Use the file with one value a pixel.`,
    );
  }
  const scale = palette?.scale ?? 1;
  return { data: takeChannel(data, 0, scale), width, height };
}

function takeChannel(rgb: Uint8Array, channel: number, scale = 1): Uint8Array {
  const values = new Uint8Array(rgb.length / 3);
  for (let i = 0; i < values.length; i++) values[i] = rgb[3 * i + channel]! / scale;
  return values;
}

/** Whether any pixel of interleaved RGB is not grey. */
export function isColoured(rgb: Uint8Array): boolean {
  for (let i = 0; i < rgb.length; i += 3) {
    if (rgb[i] !== rgb[i + 1] || rgb[i] !== rgb[i + 2]) return true;
  }
  return false;
}

/**
 * Size of a photo as it is looked at, EXIF orientation applied, read from its header.
 *
 * @throws DataSetError when the file is missing or no picture
 */
export async function pictureSize(file: DataFile): Promise<Frame> {
  const bytes = await file.read();
  try {
    return (await sharp(bytes).metadata()).autoOrient;
  } catch (cause) {
    throw new DataSetError(`${file.path}: this is not a picture.`, { cause });
  }
}

async function readPixels(file: DataFile, pipeline: Sharp): Promise<Raster> {
  try {
    const { data, info } = await pipeline.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height };
  } catch (cause) {
    throw new DataSetError(`${file.path}: the picture cannot be decoded.`, { cause });
  }
}
