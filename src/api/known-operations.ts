import { LRUCache } from 'lru-cache';
import { readFileSync } from 'node:fs';

/** Operations of other clients that are remembered by their digest. */
const MAX_REMEMBERED = 1_000;

/** Longest operation that is remembered, in characters. */
const MAX_CHARACTERS = 16_384;

/** What Apollo's automatic persisted queries put before the digest. */
const PREFIX = /^apq:/;

/**
 * Persisted operations: those that ship with `@tryflow/client` are known from the start, so that their text never
 * travels; others are remembered when they come, as Apollo's automatic persisted queries do.
 */
export class KnownOperations {
  private readonly shipped: ReadonlyMap<string, string>;
  private readonly remembered = new LRUCache<string, string>({ max: MAX_REMEMBERED });

  /** @param shipped texts by their SHA-256, hex */
  constructor(shipped: Readonly<Record<string, string>>) {
    this.shipped = new Map(Object.entries(shipped));
  }

  get(key: string): Promise<string | undefined> {
    return Promise.resolve(this.shipped.get(key.replace(PREFIX, '')) ?? this.remembered.get(key));
  }

  set(key: string, text: string): Promise<void> {
    if (text.length <= MAX_CHARACTERS) this.remembered.set(key, text);
    return Promise.resolve();
  }

  delete(key: string): Promise<boolean> {
    return Promise.resolve(this.remembered.delete(key));
  }
}

/** The manifest that is written together with the client. */
export function clientOperations(): Readonly<Record<string, string>> {
  const manifest = new URL('../../packages/client/operations.json', import.meta.url);
  return JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, string>;
}
