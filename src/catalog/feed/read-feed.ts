import type { FeedFormat } from '../../api/admin-api.types.js';
import { readCsvFeed } from './csv-feed.js';
import type { FeedFault } from './feed-entry.js';
import { type FeedGarment, readFeedGarment } from './feed-garment.js';
import { readJsonLinesFeed } from './jsonl-feed.js';

/** A record of a feed as the catalog can use it, or why it cannot. */
export type FeedLine = {
  /** Line on which the record begins, from 1. */
  readonly line: number;
} & ({ readonly garment: FeedGarment } | { readonly fault: FeedFault });

/**
 * Reads a feed record by record, in the same way each time it is read. A sku counts on its first usable line only.
 * @throws FeedError when the feed, or the rest of it, cannot be read
 */
export async function* readFeed(
  format: FeedFormat,
  bytes: Buffer,
): AsyncGenerator<FeedLine, void, undefined> {
  const lineOfSku = new Map<string, number>();
  for await (const entry of format === 'CSV' ? readCsvFeed(bytes) : readJsonLinesFeed(bytes)) {
    const { line } = entry;
    const read = 'fault' in entry ? entry.fault : readFeedGarment(entry.values);
    if ('message' in read) {
      yield { line, fault: read };
      continue;
    }
    const { sku } = read;
    const earlier = lineOfSku.get(sku);
    if (earlier === undefined) {
      lineOfSku.set(sku, line);
      yield { line, garment: read };
    } else {
      yield { line, fault: { sku, field: 'sku', message: `Line ${earlier} has this sku already.` } };
    }
  }
}
