import { checkPerson } from '../../../../src/images/check-person.js';
import { PERSON_PHOTO_MINIMUM } from '../../../../src/images/person-photo-minimum.js';
import type { RgbPicture } from '../../../../src/images/picture.js';
import { shrinkPicture } from '../../../../src/images/shrink-picture.js';
import type { UsedPhoto } from './device-messages.js';
import { decodePhoto } from './picture-canvas.js';

/** The shopper's own photos, in memory only, until they are forgotten or the page is left. */
export class OwnPhotos {
  private readonly photos = new Map<string, RgbPicture>();

  /** By the id under which they were taken into use. */
  get all(): ReadonlyMap<string, RgbPicture> {
    return this.photos;
  }

  /**
   * Decodes, shrinks and checks a photo as the server would; it is kept when nothing is wrong with it.
   *
   * @param maxSide longest side that is kept, in pixels
   * @throws DeviceError PICTURE_BROKEN
   */
  async use(id: string, photo: Blob, maxSide: number): Promise<UsedPhoto> {
    const picture = shrinkPicture(await decodePhoto(photo), maxSide);
    const errors = checkPerson(picture, PERSON_PHOTO_MINIMUM)
      .filter(({ severity }) => severity === 'error')
      .map(({ code }) => code);
    if (errors.length === 0) this.photos.set(id, picture);
    return { width: picture.width, height: picture.height, errors };
  }

  forget(id: string): void {
    this.photos.delete(id);
  }
}
