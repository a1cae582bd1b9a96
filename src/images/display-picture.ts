import { decodePicture, type PictureLimits } from './decode-picture.js';
import { encodePicture } from './encode-picture.js';

/** A picture as pages show it: upright, sRGB, without any metadata. */
export interface DisplayPicture {
  readonly bytes: Buffer;
  readonly mediaType: 'image/jpeg';
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Longest side of a shown picture, in pixels; smaller ones keep their size. */
const DISPLAY_SIDE = 2048;
const DISPLAY_QUALITY = 90;

/**
 * Makes an uploaded picture fit to be shown to anybody.
 *
 * @throws PictureError for a file that is no sound picture within the limits
 */
export async function displayPicture(bytes: Uint8Array, limits: PictureLimits): Promise<DisplayPicture> {
  const picture = await decodePicture(bytes, limits, { maxSide: DISPLAY_SIDE });
  return {
    bytes: await encodePicture(picture, { format: 'jpeg', quality: DISPLAY_QUALITY, synthetic: false }),
    mediaType: 'image/jpeg',
    width: picture.width,
    height: picture.height,
  };
}
