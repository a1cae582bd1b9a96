import { Injectable } from '@nestjs/common';
import type { BlobOwner } from './blob-owner.js';

/** Features register here, on module init, whose files a sweep may look through. */
@Injectable()
export class BlobOwnerRegistry {
  private readonly owners = new Map<string, BlobOwner>();

  register(owner: BlobOwner): void {
    if (this.owners.has(owner.folder)) throw new Error(`Two owners of the files in ${owner.folder}.`);
    this.owners.set(owner.folder, owner);
  }

  /** Every owner, in the order of registration. A folder without one is nobody's business and stays. */
  all(): readonly BlobOwner[] {
    return [...this.owners.values()];
  }
}
