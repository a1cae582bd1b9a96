import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Picture } from '../../api/admin-api.types.js';
import { type DeletedResults, PersonResultsRegistry } from '../../persons/person-results.js';
import { BLOB_STORE, type BlobKey, type BlobStore } from '../../storage/blob-store.js';
import { BlobOwnerRegistry } from '../../storage/blob-owner-registry.js';
import { PictureRegistry, type ServedPicture } from '../../transfer/picture-registry.js';
import { SignedUrlService } from '../../transfer/signed-url.service.js';
import { CatalogEvaluationRepository } from './catalog-evaluation.repository.js';
import type { EvaluatedPair } from './evaluated-pair.entity.js';

const MEDIA_TYPE = 'image/jpeg';

/** Pictures of evaluated pairs: kept, signed, served, and gone with their person. */
@Injectable()
export class EvaluatedPictures implements OnModuleInit {
  readonly kind = 'evaluated-pair';
  readonly folder = 'evaluated-pairs';

  constructor(
    private readonly repository: CatalogEvaluationRepository,
    private readonly pictures: PictureRegistry,
    private readonly blobOwners: BlobOwnerRegistry,
    private readonly personResults: PersonResultsRegistry,
    private readonly signedUrls: SignedUrlService,
    @Inject(BLOB_STORE) private readonly blobs: BlobStore,
  ) {}

  onModuleInit(): void {
    this.pictures.register(this);
    this.blobOwners.register(this);
    this.personResults.register(this);
  }

  /** @throws StorageFullError */
  put(pairId: string, picture: Uint8Array): Promise<BlobKey> {
    return this.blobs.put(this.folderOf(pairId), picture);
  }

  async deleteFolders(pairIds: readonly string[]): Promise<void> {
    for (const id of pairIds) await this.blobs.deleteFolder(this.folderOf(id));
  }

  /** A signed URL; null before the pair is computed. */
  sign({ id, pictureBlob, width, height }: EvaluatedPair): Picture | null {
    if (!pictureBlob || width === null || height === null) return null;
    const { url, expiresAt: urlExpiresAt } = this.signedUrls.picture([this.kind, id]);
    return { url, urlExpiresAt, width, height, mediaType: MEDIA_TYPE };
  }

  /** The picture behind a signed URL; always of a sample person. */
  async find(id: string): Promise<ServedPicture | undefined> {
    const pair = await this.repository.findPicture(id);
    return pair?.pictureBlob
      ? { blob: pair.pictureBlob, mediaType: MEDIA_TYPE, showsShopper: false }
      : undefined;
  }

  /** Which files belong to a pair that exists. */
  async inUse(keys: readonly BlobKey[]): Promise<ReadonlySet<BlobKey>> {
    const idOf = (key: BlobKey): string => key.split('/')[1] ?? '';
    const ids = await this.repository.existingPairs([...new Set(keys.map(idOf))]);
    return new Set(keys.filter((key) => ids.has(idOf(key))));
  }

  async deleteResultsOf(manager: EntityManager, personPhotoId: string): Promise<DeletedResults> {
    const ids = await this.repository.deletePairsOfPerson(manager, personPhotoId);
    return { deleted: ids.length, folders: ids.map((id) => this.folderOf(id)) };
  }

  private folderOf(pairId: string): string {
    return `${this.folder}/${pairId}`;
  }
}
