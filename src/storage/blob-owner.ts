import type { BlobKey } from './blob-store.js';

/** A feature that keeps files in one top folder of the blob store, and knows from its rows which of them are needed. */
export interface BlobOwner {
  /** First part of its keys, for example `garments`. */
  readonly folder: string;
  /** Those of the keys that some row points to; the others are left over and may be removed. */
  inUse(keys: readonly BlobKey[]): Promise<ReadonlySet<BlobKey>>;
}
