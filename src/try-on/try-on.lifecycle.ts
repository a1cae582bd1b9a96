import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type EntityManager, LessThanOrEqual } from 'typeorm';
import { type DeletedResults, PersonResultsRegistry } from '../persons/person-results.js';
import { BLOB_STORE, type BlobKey, type BlobStore } from '../storage/blob-store.js';
import { BlobOwnerRegistry } from '../storage/blob-owner-registry.js';
import { ExpiringRegistry } from '../sweep/expiring.js';
import { PictureRegistry, type ServedPicture } from '../transfer/picture-registry.js';
import { TryOnRepository } from './try-on.repository.js';
import { TRY_ONS_FOLDER, tryOnFolder } from './try-on.runner.js';
import { MEDIA_TYPES } from './try-on.view.js';

/** What the rest of the product asks of stored try-ons: serve them, end them, know their files. */
@Injectable()
export class TryOnLifecycle implements OnModuleInit {
  readonly name = 'try-ons';
  readonly kind = 'try-on';
  readonly folder = TRY_ONS_FOLDER;

  constructor(
    private readonly repository: TryOnRepository,
    private readonly pictures: PictureRegistry,
    private readonly blobOwners: BlobOwnerRegistry,
    private readonly expiring: ExpiringRegistry,
    private readonly personResults: PersonResultsRegistry,
    @Inject(BLOB_STORE) private readonly blobs: BlobStore,
  ) {}

  onModuleInit(): void {
    this.pictures.register(this);
    this.blobOwners.register(this);
    this.expiring.register(this);
    this.personResults.register(this);
  }

  /** The picture behind a signed URL. */
  async find(id: string): Promise<ServedPicture | undefined> {
    const tryOn = await this.repository.findPicture(id);
    if (!tryOn?.pictureBlob) return undefined;
    const { pictureBlob: blob, outputFormat, isSamplePerson } = tryOn;
    return { blob, mediaType: MEDIA_TYPES[outputFormat], showsShopper: !isSamplePerson };
  }

  /** Which files belong to a row that exists. */
  async inUse(keys: readonly BlobKey[]): Promise<ReadonlySet<BlobKey>> {
    const idOf = (key: BlobKey): string => key.split('/')[1] ?? '';
    const ids = await this.repository.existing([...new Set(keys.map(idOf))]);
    return new Set(keys.filter((key) => ids.has(idOf(key))));
  }

  async sweepExpired(now: Date): Promise<number> {
    const ids = await this.repository.delete({ expiresAt: LessThanOrEqual(now) });
    for (const id of ids) await this.blobs.deleteFolder(tryOnFolder(id));
    return ids.length;
  }

  async deleteResultsOf(manager: EntityManager, personPhotoId: string): Promise<DeletedResults> {
    const ids = await this.repository.delete({ personPhotoId }, manager);
    return { deleted: ids.length, folders: ids.map(tryOnFolder) };
  }
}
