import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { BlobOwner } from '../storage/blob-owner.js';
import { BlobOwnerRegistry } from '../storage/blob-owner-registry.js';
import type { BlobKey } from '../storage/blob-store.js';
import { GARMENTS_FOLDER } from './garment-files.js';
import { FEEDS_FOLDER } from './feed/feed-files.js';

const GARMENT_FILES = `
  SELECT blob FROM garment_picture WHERE garment_id = ANY ($1) AND blob = ANY ($2)
  UNION SELECT source_blob FROM garment_picture WHERE garment_id = ANY ($1) AND source_blob = ANY ($2)
  UNION SELECT cutout_blob FROM garment WHERE id = ANY ($1) AND cutout_blob = ANY ($2)
  UNION SELECT mask_blob FROM garment WHERE id = ANY ($1) AND mask_blob = ANY ($2)
  UNION SELECT blob FROM garment_features WHERE garment_id = ANY ($1) AND blob = ANY ($2)`;
const FEED_FILES =
  'SELECT feed_blob AS blob FROM garment_import WHERE id = ANY ($1) AND feed_blob = ANY ($2)';

/** Tells a sweep which files of garments and feeds some row points to. */
@Injectable()
export class GarmentBlobsOwner implements OnModuleInit {
  constructor(
    private readonly database: DataSource,
    private readonly registry: BlobOwnerRegistry,
  ) {}

  onModuleInit(): void {
    this.registry.register(this.ownerOf(GARMENTS_FOLDER, GARMENT_FILES));
    this.registry.register(this.ownerOf(FEEDS_FOLDER, FEED_FILES));
  }

  private ownerOf(folder: string, statement: string): BlobOwner {
    return {
      folder,
      inUse: async (keys) => {
        const ids = new Set(keys.map(rowIdOf));
        const rows = await this.database.query<{ blob: BlobKey }[]>(statement, [[...ids], [...keys]]);
        return new Set(rows.map(({ blob }) => blob));
      },
    };
  }
}

/** Both folders name the row second: `garments/<garment>/…`, `feeds/<import>/…`. */
function rowIdOf(key: BlobKey): string {
  return key.split('/')[1] ?? '';
}
