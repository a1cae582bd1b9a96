import { randomUUID } from 'node:crypto';

/** Top folder of feeds that wait to be read: `feeds/<import>/<upload>/<digest>`. */
export const FEEDS_FOLDER = 'feeds';

/** Folder of everything that was uploaded for an import. */
export function feedsOf(importId: string): string {
  return `${FEEDS_FOLDER}/${importId}`;
}

/** A folder for one upload of a feed; a second upload of the same bytes is another file. */
export function feedFolder(importId: string): string {
  return `${feedsOf(importId)}/${randomUUID()}`;
}
