import { decodePicture, type PictureLimits } from './decode-picture.js';
import { PLAUSIBLE_AREA } from './garment-readiness.js';
import { PictureError } from './picture-error.js';
import { sniffPictureType } from './picture-type.js';
import type { Mask } from './picture.js';

const BLACK = { r: 0, g: 0, b: 0 };

/**
 * Decodes a garment's mask that a person drew: a PNG in the size of the picture it belongs to, white on the garment, black
 * or transparent beside it.
 *
 * @param size width and height in pixels that the mask must have
 * @throws PictureError for a file that is no sound PNG within the limits, of another size, or that marks so little or so
 * much of the picture that it cannot be a garment
 */
export async function readGarmentMask(
  bytes: Uint8Array,
  limits: PictureLimits,
  size: { readonly width: number; readonly height: number },
): Promise<Mask> {
  const mayBePng = bytes.length === 0 || bytes.length > limits.maxBytes || sniffPictureType(bytes) === 'png';
  if (!mayBePng) {
    throw new PictureError('UNSUPPORTED_TYPE', 'A mask must be a PNG. Save it as an 8-bit PNG.');
  }
  const { width, height, data } = await decodePicture(bytes, limits, { background: BLACK });
  if (width !== size.width || height !== size.height) {
    throw new PictureError(
      'MASK_SIZE',
      `The mask has ${width} × ${height} pixels, the picture ${size.width} × ${size.height}. Draw it in the picture's size.`,
    );
  }
  const mask = { width, height, data: greyOf(data) };
  const covered = mask.data.reduce((sum, level) => sum + (level >= 128 ? 1 : 0), 0) / mask.data.length;
  if (covered < PLAUSIBLE_AREA.least) {
    throw new PictureError('MASK_EMPTY', 'The mask marks hardly anything. Mark the whole garment.');
  }
  if (covered > PLAUSIBLE_AREA.most) {
    throw new PictureError('MASK_FULL', 'The mask marks nearly the whole picture. Mark the garment only.');
  }
  return mask;
}

/** [pixels, 3] to [pixels]. */
function greyOf(rgb: Uint8Array): Uint8Array {
  const grey = new Uint8Array(rgb.length / 3);
  for (let pixel = 0; pixel < grey.length; pixel++) {
    grey[pixel] = Math.round((rgb[pixel * 3]! + rgb[pixel * 3 + 1]! + rgb[pixel * 3 + 2]!) / 3);
  }
  return grey;
}
