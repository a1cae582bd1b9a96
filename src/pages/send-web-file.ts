import type { Request, Response } from 'express';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { chooseEncoding, type WebFile } from './web-files.js';

/** Names in `assets/` hold a digest of the content, so that a copy is good for ever. */
const IMMUTABLE = 'public, max-age=31536000, immutable';
/** Loader and pages keep their name when they change: a copy is asked about each time or soon. */
const REVALIDATE = 'no-cache';
const SHORT = 'public, max-age=300';

/** How long a copy may be used without asking. */
export type Freshness = 'IMMUTABLE' | 'SHORT' | 'REVALIDATE';

const CACHE_CONTROL: Readonly<Record<Freshness, string>> = {
  IMMUTABLE,
  SHORT,
  REVALIDATE,
};

/**
 * Answers with a file in the best encoding that the client takes, or 304 when it has it already.
 * @param headers further ones, such as a page's policy
 */
export async function sendWebFile(
  request: Request,
  response: Response,
  file: WebFile,
  freshness: Freshness,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const encoding = chooseEncoding(file, request.headers['accept-encoding']);
  const variant = file.variants.get(encoding)!;
  const tag = `"${file.tag}-${encoding}"`;
  response.set({
    ...headers,
    'content-type': file.mediaType,
    'cache-control': CACHE_CONTROL[freshness],
    'x-content-type-options': 'nosniff',
    // Pages of shops on other origins load the components from here.
    'cross-origin-resource-policy': 'cross-origin',
    etag: tag,
    vary: 'accept-encoding',
  });
  if (request.headers['if-none-match']?.includes(tag)) {
    response.status(304).end();
    return;
  }
  if (encoding !== 'identity') response.setHeader('content-encoding', encoding);
  response.setHeader('content-length', variant.size);
  await pipeline(createReadStream(variant.path), response).catch((error: unknown) => {
    // A client that goes away is no failure of the server.
    if (!response.destroyed) throw error;
  });
}
