import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { FeedFormat, Upload } from '../api/admin-api.types.js';
import { Config } from '../config/config.js';
import { JobQueue } from '../jobs/job-queue.js';
import { BLOB_STORE, type BlobStore } from '../storage/blob-store.js';
import { SignedUrlService } from '../transfer/signed-url.service.js';
import {
  type UploadAnswer,
  type UploadHandler,
  UploadRegistry,
  type UploadTarget,
} from '../transfer/upload-registry.js';
import { feedFolder } from './feed/feed-files.js';
import type { GarmentImport } from './garment-import.entity.js';
import { GarmentImportRepository } from './garment-import.repository.js';
import { uploadGrant } from './upload-grant.js';

const MEDIA_TYPES: Readonly<Record<FeedFormat, string[]>> = {
  CSV: ['text/csv'],
  JSONL: ['application/jsonl', 'application/x-ndjson'],
};

const NOT_FOUND: UploadAnswer = {
  status: 404,
  body: { error: { code: 'NOT_FOUND', message: 'There is no such import any more; create a new one.' } },
};
const TAKEN: UploadAnswer = {
  status: 409,
  body: { error: { code: 'FEED_RECEIVED', message: 'This import has its feed already; create a new one.' } },
};

/** Takes the bytes of feeds and has them imported. */
@Injectable()
export class GarmentFeedUpload implements UploadHandler, OnModuleInit {
  readonly kind = 'garment-feed';
  readonly maxBytes: number;

  constructor(
    config: Config,
    private readonly imports: GarmentImportRepository,
    private readonly jobs: JobQueue,
    private readonly signedUrls: SignedUrlService,
    private readonly uploads: UploadRegistry,
    @Inject(BLOB_STORE) private readonly blobs: BlobStore,
  ) {
    this.maxBytes = config.maxFeedBytes;
  }

  onModuleInit(): void {
    this.uploads.register(this);
  }

  /** Permission to send the feed of an import. */
  grant({ id, channelId, format }: GarmentImport): Upload {
    const url = this.signedUrls.upload([this.kind, channelId, id, 'feed']);
    return uploadGrant(url, this.maxBytes, MEDIA_TYPES[format]);
  }

  async receive({ channelId, id: importId }: UploadTarget, bytes: Buffer): Promise<UploadAnswer> {
    const waiting = await this.imports.find(channelId, importId);
    if (!waiting) return NOT_FOUND;
    if (waiting.state !== 'AWAITING_UPLOAD') return TAKEN;
    const feedBlob = await this.blobs.put(feedFolder(importId), bytes);
    const queued = await this.imports.transaction(async (manager) => {
      if (!(await this.imports.queue(manager, channelId, importId, feedBlob))) return false;
      await this.jobs.enqueue('catalog.import', { channelId, importId }, { within: manager });
      return true;
    });
    if (queued) return { status: 200, body: { id: importId, state: 'QUEUED' } };
    await this.blobs.delete(feedBlob);
    return TAKEN;
  }
}
