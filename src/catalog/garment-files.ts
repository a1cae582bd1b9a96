import type { BlobKey } from '../storage/blob-store.js';

/** Top folder of all files of garments: `garments/<garment>/<picture>/<digest>`. */
export const GARMENTS_FOLDER = 'garments';

/**
 * Folder of a picture and of all that is made of it. Each upload has its own, so that equal files of two uploads are two
 * files, and a replaced picture goes with everything derived from it.
 */
export function pictureFolder(garmentId: string, pictureId: string): string {
  return `${GARMENTS_FOLDER}/${garmentId}/${pictureId}`;
}

/** The folder in which the file lies. */
export function folderOf(key: BlobKey): string {
  return key.slice(0, key.lastIndexOf('/'));
}
