import sharp, { type Metadata, type Sharp, type SharpOptions } from 'sharp';
import { PictureError } from './picture-error.js';
import { ACCEPTED_PICTURE_TYPES, sniffPictureType } from './picture-type.js';
import type { Mask, RgbPicture } from './picture.js';

/** What an uploaded picture may cost. */
export interface PictureLimits {
  /** Largest file, in bytes. */
  readonly maxBytes: number;
  /** Largest width × height, as the header claims it. */
  readonly maxPixels: number;
  /** Longest decoding time, in seconds. */
  readonly timeoutSeconds: number;
}

/** A colour, 0…255 a channel. */
export interface RgbColour {
  readonly r: number;
  readonly g: number;
  readonly b: number;
}

/** How a picture is to be decoded. */
export interface DecodeOptions {
  /** Longest side of the answer in pixels; larger pictures are shrunk, smaller ones left alone. Default: no limit. */
  readonly maxSide?: number;
  /** What shows through transparent pixels. Default: white. */
  readonly background?: RgbColour;
}

const WHITE: RgbColour = { r: 255, g: 255, b: 255 };

/**
 * Decodes an untrusted picture to upright 8-bit sRGB. EXIF orientation is applied and all metadata dropped; CMYK, grey,
 * palette, 16-bit and ICC-tagged pictures are converted; transparency is flattened; of an animation the first frame is
 * taken. Pixels are exactly the decoder's when neither conversion nor `maxSide` asks for a change.
 *
 * @throws PictureError for every file that is not a sound picture within the limits
 */
export async function decodePicture(
  bytes: Uint8Array,
  limits: PictureLimits,
  options: DecodeOptions = {},
): Promise<RgbPicture> {
  const { width, height } = await readHeader(bytes, limits);
  const pipeline = openPicture(bytes, limits).autoOrient();
  const { maxSide } = options;
  if (maxSide !== undefined && Math.max(width, height) > maxSide) {
    pipeline.resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true });
  }
  pipeline.flatten({ background: options.background ?? WHITE });
  const raw = await readPixels(pipeline);
  return { width: raw.width, height: raw.height, data: toRgb(raw) };
}

/**
 * Decodes what `encodeCutout` wrote: colours and coverage of a garment, pixel for pixel.
 *
 * @throws PictureError for a file that is no sound picture within the limits or has no transparency
 */
export async function decodeCutout(
  bytes: Uint8Array,
  limits: PictureLimits,
): Promise<{ picture: RgbPicture; mask: Mask }> {
  const header = await readHeader(bytes, limits);
  if (header.hasAlpha !== true) {
    throw new PictureError(
      'BROKEN',
      'This is not a garment cut-out: it has no transparency. Prepare it again.',
    );
  }
  const { data, width, height, channels } = await readPixels(openPicture(bytes, limits));
  const pixels = width * height;
  const rgb = new Uint8Array(pixels * 3);
  const coverage = new Uint8Array(pixels);
  const blue = channels === 4 ? 2 : 0;
  for (let i = 0, at = 0; i < pixels; i++, at += channels) {
    rgb[i * 3] = data[at]!;
    rgb[i * 3 + 1] = data[at + (blue >> 1)]!;
    rgb[i * 3 + 2] = data[at + blue]!;
    coverage[i] = data[at + channels - 1]!;
  }
  return { picture: { width, height, data: rgb }, mask: { width, height, data: coverage } };
}

/** Checks everything that is known without decoding, so that a decompression bomb costs nothing. */
async function readHeader(bytes: Uint8Array, limits: PictureLimits): Promise<Metadata> {
  if (bytes.length === 0) throw new PictureError('EMPTY', 'The file is empty. Choose the picture again.');
  if (bytes.length > limits.maxBytes) {
    throw new PictureError(
      'TOO_MANY_BYTES',
      `The file is too large. Send at most ${Math.floor(limits.maxBytes / 2 ** 20)} MB.`,
    );
  }
  if (!ACCEPTED_PICTURE_TYPES.includes(sniffPictureType(bytes))) {
    throw new PictureError(
      'UNSUPPORTED_TYPE',
      'This is not a supported picture. Send a JPEG, PNG, WebP or AVIF.',
    );
  }
  let header: Metadata;
  try {
    header = await sharp(bytes, { failOn: 'error', limitInputPixels: false }).metadata();
  } catch (error) {
    throw toPictureError(error);
  }
  if (header.width * header.height > limits.maxPixels) throw tooManyPixels(limits.maxPixels);
  return header;
}

function openPicture(bytes: Uint8Array, limits: PictureLimits): Sharp {
  const options: SharpOptions = {
    failOn: 'error',
    limitInputPixels: limits.maxPixels,
    sequentialRead: true,
    pages: 1,
  };
  return sharp(bytes, options).timeout({ seconds: Math.max(1, Math.ceil(limits.timeoutSeconds)) });
}

interface RawPixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

async function readPixels(pipeline: Sharp): Promise<RawPixels> {
  try {
    const { data, info } = await pipeline
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height, channels: info.channels };
  } catch (error) {
    throw toPictureError(error);
  }
}

/** In memory of its own: a pooled buffer would travel to other threads whole. */
function toRgb({ data, width, height, channels }: RawPixels): Uint8Array {
  const isPooled = data.byteLength < data.buffer.byteLength;
  if (channels === 3) return isPooled ? new Uint8Array(data) : new Uint8Array(data.buffer);
  const rgb = new Uint8Array(width * height * 3);
  const step = channels > 3 ? 1 : 0;
  for (let i = 0, at = 0; i < rgb.length; i += 3, at += channels) {
    rgb[i] = data[at]!;
    rgb[i + 1] = data[at + step]!;
    rgb[i + 2] = data[at + 2 * step]!;
  }
  return rgb;
}

/** The decoder's own words may quote the file, so they are read for their kind and dropped. */
function toPictureError(error: unknown): PictureError {
  const reason = error instanceof Error ? error.message : '';
  if (/timeout/i.test(reason)) {
    return new PictureError('TIMED_OUT', 'The picture took too long to read. Save it again as a plain JPEG.');
  }
  if (/pixel limit/i.test(reason)) return tooManyPixels();
  return new PictureError(
    'BROKEN',
    'The picture is damaged or incomplete. Save it again and send the new file.',
  );
}

function tooManyPixels(maxPixels?: number): PictureError {
  const limit = maxPixels === undefined ? '' : ` to at most ${(maxPixels / 1e6).toFixed(1)} megapixels`;
  return new PictureError('TOO_MANY_PIXELS', `The picture has too many pixels. Shrink it${limit}.`);
}
