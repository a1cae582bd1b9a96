import { Inject, Injectable } from '@nestjs/common';
import { type JobContext, JobHandler } from '../jobs/job-handler.decorator.js';
import { BLOB_STORE, type BlobStore } from '../storage/blob-store.js';
import { feedsOf } from './feed/feed-files.js';
import { FeedError } from './feed/feed-entry.js';
import { type FeedLine, readFeed } from './feed/read-feed.js';
import { GarmentBatchRepository } from './garment-batch.repository.js';
import type { GarmentImport } from './garment-import.entity.js';
import { GarmentImportRepository, type LineError } from './garment-import.repository.js';

declare module '../jobs/job-map.js' {
  interface JobMap {
    'catalog.import': { channelId: string; importId: string };
  }
}

/** Lines that are brought into the catalog, counted and remembered as done together. */
const BATCH_LINES = 200;

/** Imports from this many lines on change what the database should know about the catalog. */
const MANY_LINES = 500;

/** Another process has gone on with the import, or it has ended. */
class ImportTakenOver extends Error {}

/** Reads feeds into the catalog. After a crash it goes on behind the last batch that was committed. */
@Injectable()
export class GarmentImportJob {
  constructor(
    private readonly imports: GarmentImportRepository,
    private readonly batches: GarmentBatchRepository,
    @Inject(BLOB_STORE) private readonly blobs: BlobStore,
  ) {}

  @JobHandler('catalog.import', { concurrency: 1, retryLimit: 5, expireInSeconds: 7_200 })
  async run(
    { channelId, importId }: { channelId: string; importId: string },
    { signal }: Pick<JobContext, 'signal'>,
  ): Promise<void> {
    const started = await this.imports.start(channelId, importId);
    if (!started?.feedBlob) return;
    const feed = await this.blobs.get(started.feedBlob);
    try {
      await this.read(started, feed, signal);
    } catch (error) {
      if (error instanceof ImportTakenOver) return;
      throw error;
    }
    await this.blobs.deleteFolder(feedsOf(importId));
  }

  private async read(started: GarmentImport, feed: Buffer, signal: AbortSignal): Promise<void> {
    let done = started.lines;
    let seen = 0;
    let batch: FeedLine[] = [];
    const flush = async (): Promise<void> => {
      signal.throwIfAborted();
      if (batch.length > 0) await this.apply(started, done, batch);
      done += batch.length;
      batch = [];
    };
    try {
      for await (const line of readFeed(started.format, feed)) {
        if (++seen <= done) continue;
        batch.push(line);
        if (batch.length === BATCH_LINES) await flush();
      }
      await flush();
      if (done >= MANY_LINES) await this.imports.refreshStatistics();
      await this.finish(started, 'COMPLETED');
    } catch (error) {
      if (!(error instanceof FeedError)) throw error;
      await flush();
      await this.finish(started, 'FAILED', { line: error.line, message: error.message });
    }
  }

  /** One transaction: the garments, the counts and the place in the feed. */
  private async apply(started: GarmentImport, done: number, batch: readonly FeedLine[]): Promise<void> {
    await this.imports.transaction(async (manager) => {
      const current = await this.imports.lockRunning(manager, started);
      if (current?.lines !== done) throw new ImportTakenOver();
      const usable = batch.filter((line) => 'garment' in line);
      const outcomes = await this.batches.upsert(
        manager,
        started.channelId,
        usable.map(({ garment }) => garment),
      );
      const errors = batch.filter((line) => 'fault' in line).map(({ line, fault }) => toError(line, fault));
      let created = 0;
      for (const [index, { line }] of usable.entries()) {
        const outcome = outcomes[index];
        if (typeof outcome === 'object') errors.push(toError(line, outcome));
        else if (outcome === 'created') created++;
      }
      errors.sort((one, other) => one.line - other.line);
      const updated = batch.length - errors.length - created;
      const counts = { lines: batch.length, created, updated, failed: errors.length };
      await this.imports.advance(manager, current, counts, errors);
    });
  }

  private async finish(
    started: GarmentImport,
    state: 'COMPLETED' | 'FAILED',
    fault?: LineFault,
  ): Promise<void> {
    await this.imports.transaction(async (manager) => {
      const current = await this.imports.lockRunning(manager, started);
      if (!current) throw new ImportTakenOver();
      if (fault) {
        const counts = { lines: 0, created: 0, updated: 0, failed: 1 };
        await this.imports.advance(manager, current, counts, [toError(fault.line, fault)]);
      }
      await this.imports.finish(manager, current, state);
    });
  }
}

type LineFault = Pick<LineError, 'line' | 'message'>;

function toError(
  line: number,
  { sku, field, message }: { sku?: string; field?: string; message: string },
): LineError {
  return { line, sku: sku ?? null, field: field ?? null, message };
}
