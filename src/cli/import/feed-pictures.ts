import { isAbsolute, relative, resolve, sep } from 'node:path';
import { readCsvFeed } from '../../catalog/feed/csv-feed.js';
import { FeedError } from '../../catalog/feed/feed-entry.js';
import { readJsonLinesFeed } from '../../catalog/feed/jsonl-feed.js';
import type { FeedFormat } from '../../api/admin-api.types.js';

/** A picture that a feed names. */
export interface FeedPicture {
  readonly line: number;
  readonly sku: string;
  /** As the feed says. */
  readonly name: string;
  /** File to send; undefined when the name leads out of the folder. */
  readonly path?: string;
}

/**
 * Pictures of the feed's column `picture`, for lines that the server could use.
 * @param folder what the names are relative to; a feed may come from others, so that nothing outside of it is sent
 * @param failedLines lines that the server could not use
 */
export async function feedPictures(
  format: FeedFormat,
  feed: Buffer,
  folder: string,
  failedLines: ReadonlySet<number>,
): Promise<FeedPicture[]> {
  const pictures: FeedPicture[] = [];
  try {
    for await (const entry of format === 'CSV' ? readCsvFeed(feed) : readJsonLinesFeed(feed)) {
      if ('fault' in entry || failedLines.has(entry.line)) continue;
      const { sku, picture } = entry.values;
      if (typeof picture !== 'string' || picture.trim() === '') continue;
      const name = picture.trim();
      pictures.push({ line: entry.line, sku: String(sku).trim(), name, path: inside(folder, name) });
    }
  } catch (error) {
    // The server has told where the feed ends.
    if (!(error instanceof FeedError)) throw error;
  }
  return pictures;
}

function inside(folder: string, name: string): string | undefined {
  const path = resolve(folder, name);
  const way = relative(resolve(folder), path);
  return way === '' || way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way) ? undefined : path;
}
