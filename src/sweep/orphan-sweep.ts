import { Inject, Injectable } from '@nestjs/common';
import { BlobOwnerRegistry } from '../storage/blob-owner-registry.js';
import type { BlobOwner } from '../storage/blob-owner.js';
import { BLOB_STORE, type BlobKey, type BlobStore, isBlobKey } from '../storage/blob-store.js';
import { FileBlobStore } from '../storage/file-blob-store.js';

/** Files that an owner is asked about at a time. */
const BATCH = 500;

/** Removes files that no row points to: what a process left behind that died between file and row. */
@Injectable()
export class OrphanSweep {
  constructor(
    @Inject(BLOB_STORE) private readonly blobs: BlobStore,
    private readonly owners: BlobOwnerRegistry,
  ) {}

  /**
   * Looks through the folders of all owners, and for half-written files.
   *
   * @param olderThan younger files are left alone, since their rows may be about to come
   * @returns how many files were removed
   */
  async run(olderThan: Date): Promise<number> {
    let removed = 0;
    for (const owner of this.owners.all()) {
      let batch: BlobKey[] = [];
      for await (const { key, modifiedAt } of this.blobs.list(owner.folder)) {
        if (isBlobKey(key) && modifiedAt < olderThan) batch.push(key);
        if (batch.length < BATCH) continue;
        removed += await this.removeUnused(owner, batch, olderThan);
        batch = [];
      }
      removed += await this.removeUnused(owner, batch, olderThan);
    }
    if (this.blobs instanceof FileBlobStore) removed += await this.blobs.removeDrafts(olderThan);
    return removed;
  }

  private async removeUnused(owner: BlobOwner, keys: readonly BlobKey[], olderThan: Date): Promise<number> {
    if (keys.length === 0) return 0;
    const inUse = await owner.inUse(keys);
    const unused = new Set(keys.filter((key) => !inUse.has(key)));
    let removed = 0;
    for (const folder of new Set([...unused].map(folderOf))) {
      // Equal bytes have equal keys: a file may have been stored anew since it was listed, and its row is on the way.
      for await (const { key, modifiedAt } of this.blobs.list(folder)) {
        if (!unused.has(key) || modifiedAt >= olderThan) continue;
        await this.blobs.delete(key);
        removed++;
      }
    }
    return removed;
  }
}

function folderOf(key: BlobKey): string {
  return key.slice(0, key.lastIndexOf('/'));
}
