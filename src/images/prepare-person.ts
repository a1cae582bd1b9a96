import { checkPerson, type PersonIssue } from './check-person.js';
import { decodePicture, type PictureLimits } from './decode-picture.js';
import { encodeForStore } from './encode-picture.js';
import { digestPixels } from './picture-digest.js';

/** Limits of a shopper's photo. */
export interface PersonPhotoLimits extends PictureLimits {
  /** Longest side that is kept, in pixels; larger photos are shrunk. */
  readonly maxSide: number;
  /** Least shorter side, in pixels. */
  readonly minSide: number;
  /** Least mean luma, 0…255. */
  readonly minBrightness: number;
}

/** A shopper's photo ready for try-on. */
export interface PreparedPerson {
  /** Lossless PNG without any metadata or compression. */
  readonly photo: Buffer;
  readonly width: number;
  readonly height: number;
  /** SHA-256 (hex) over width, height and pixels. */
  readonly digest: string;
  /** Findings for the shopper; with an error among them the photo must not be used. */
  readonly issues: readonly PersonIssue[];
}

/**
 * Decodes a shopper's photo, upright and without metadata, and checks it. Its pixels are exactly the decoder's unless
 * it is larger than `maxSide`.
 *
 * @throws PictureError for a file that is no sound picture within the limits
 */
export async function preparePerson(bytes: Uint8Array, limits: PersonPhotoLimits): Promise<PreparedPerson> {
  const picture = await decodePicture(bytes, limits, { maxSide: limits.maxSide });
  return {
    photo: await encodeForStore(picture),
    width: picture.width,
    height: picture.height,
    digest: digestPixels(picture.width, picture.height, picture.data),
    issues: checkPerson(picture, limits),
  };
}
