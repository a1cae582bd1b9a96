import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type DeletedResults, PersonResultsRegistry } from '../../persons/person-results.js';
import { BLOB_STORE, type BlobKey, type BlobStore } from '../../storage/blob-store.js';
import { BlobOwnerRegistry } from '../../storage/blob-owner-registry.js';
import { ExpiringRegistry } from '../../sweep/expiring.js';
import { StudyRepository } from './study.repository.js';

/** What the rest of the product asks of studies: end them, know their files, forget a person. */
@Injectable()
export class StudyFiles implements OnModuleInit {
  readonly name = 'studies';
  readonly folder = 'study-pairs';

  constructor(
    private readonly repository: StudyRepository,
    private readonly blobOwners: BlobOwnerRegistry,
    private readonly expiring: ExpiringRegistry,
    private readonly personResults: PersonResultsRegistry,
    @Inject(BLOB_STORE) private readonly blobs: BlobStore,
  ) {}

  onModuleInit(): void {
    this.blobOwners.register(this);
    this.expiring.register(this);
    this.personResults.register(this);
  }

  /** @throws StorageFullError */
  put(pairId: string, picture: Uint8Array): Promise<BlobKey> {
    return this.blobs.put(this.folderOf(pairId), picture);
  }

  /** @throws BlobNotFoundError */
  get(key: BlobKey): Promise<Buffer> {
    return this.blobs.get(key);
  }

  async deleteFolders(pairIds: readonly string[]): Promise<void> {
    for (const id of pairIds) await this.blobs.deleteFolder(this.folderOf(id));
  }

  /** Which files belong to a pair that exists. */
  async inUse(keys: readonly BlobKey[]): Promise<ReadonlySet<BlobKey>> {
    const idOf = (key: BlobKey): string => key.split('/')[1] ?? '';
    const ids = await this.repository.existingPairs([...new Set(keys.map(idOf))]);
    return new Set(keys.filter((key) => ids.has(idOf(key))));
  }

  sweepExpired(now: Date): Promise<number> {
    return this.repository.closeExpired(now);
  }

  async deleteResultsOf(manager: EntityManager, personPhotoId: string): Promise<DeletedResults> {
    const ids = await this.repository.deletePairsOfPerson(manager, personPhotoId);
    return { deleted: ids.length, folders: ids.map((id) => this.folderOf(id)) };
  }

  private folderOf(pairId: string): string {
    return `${this.folder}/${pairId}`;
  }
}
