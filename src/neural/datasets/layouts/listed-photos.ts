import type { FileSource } from '../files/file-source.js';
import { readPairs } from '../files/read-pairs.js';
import { namesIn } from './named-files.js';

/** Where photos and their lists lie. */
export interface PhotoFolder {
  /** Ends in `/`. */
  readonly folder: string;
  /** Lists of pairs, the first that exists is used. */
  readonly lists: readonly string[];
  /** Name of the garment worn in a photo, where names tell; undefined where only the list does. */
  garmentOf(photo: string): string | undefined;
}

/** File names of a photo and of the garment worn in it. */
export interface PhotoAndGarment {
  readonly photo: string;
  readonly garment: string;
}

/**
 * Which photos belong to a data set and what is worn in them. Lists of test pairs often name a garment to be *tried on*,
 * so names are believed before lists; a list still says which photos count.
 */
export async function listedPhotos(files: FileSource, where: PhotoFolder): Promise<PhotoAndGarment[]> {
  const list = where.lists.find((path) => files.has(path));
  const rows =
    list === undefined ? namesIn(files, where.folder).map((name) => [name]) : await readPairs(files, list);
  return rows.flatMap(([photo, listed]) => {
    const garment = where.garmentOf(photo!) ?? listed;
    return garment === undefined ? [] : [{ photo: photo!, garment }];
  });
}

/** VITON's rule: `ID_0.jpg` wears `ID_1.jpg`. */
export function vitonGarmentOf(photo: string): string | undefined {
  const garment = photo.replace(/_0(\.\w+)$/, '_1$1');
  return garment === photo ? undefined : garment;
}
