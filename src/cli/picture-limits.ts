import type { Config } from '../config/config.js';
import type { PictureLimits } from '../images/decode-picture.js';
import { PERSON_PHOTO_MINIMUM } from '../images/person-photo-minimum.js';
import type { PersonPhotoLimits } from '../images/prepare-person.js';

/** A person's own files may take as long as they need; only what never ends is given up. */
const DECODE_SECONDS = 60;

/** The server's limits of an uploaded picture, with time for larger ones. */
export function pictureLimits(config: Config): PictureLimits {
  return {
    maxBytes: config.maxUploadBytes,
    maxPixels: config.maxPicturePixels,
    timeoutSeconds: DECODE_SECONDS,
  };
}

/** The server's limits of a shopper's photo. */
export function personPhotoLimits(config: Config): PersonPhotoLimits {
  return { ...pictureLimits(config), maxSide: config.maxPersonSide, ...PERSON_PHOTO_MINIMUM };
}
