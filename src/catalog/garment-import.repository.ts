import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import type { FeedFormat } from '../api/admin-api.types.js';
import type { Page } from '../api/page.js';
import type { BlobKey } from '../storage/blob-store.js';
import { GarmentImport } from './garment-import.entity.js';
import { GarmentImportError } from './garment-import-error.entity.js';

/** Errors that are kept of one import. */
const MAX_ERRORS = 1_000;

export type LineError = Omit<GarmentImportError, 'import' | 'importId'>;

/** What a batch of lines came to. */
export interface BatchCounts {
  readonly lines: number;
  readonly created: number;
  readonly updated: number;
  readonly failed: number;
}

/** Imports of feeds in the database. */
@Injectable()
export class GarmentImportRepository {
  constructor(
    @InjectRepository(GarmentImport) private readonly imports: Repository<GarmentImport>,
    @InjectRepository(GarmentImportError) private readonly errorRows: Repository<GarmentImportError>,
  ) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.imports.manager.transaction(work);
  }

  create(channelId: string, format: FeedFormat): Promise<GarmentImport> {
    return this.imports.save(this.imports.create({ channelId, format }));
  }

  find(channelId: string, id: string): Promise<GarmentImport | null> {
    return this.imports.findOneBy({ channelId, id });
  }

  /** Imports of the channel, the newest first. */
  list(channelId: string, { skip, take }: Page): Promise<GarmentImport[]> {
    return this.imports.find({ where: { channelId }, order: { createdAt: 'DESC', id: 'ASC' }, skip, take });
  }

  count(channelId: string): Promise<number> {
    return this.imports.countBy({ channelId });
  }

  errors(importId: string, { skip, take }: Page): Promise<GarmentImportError[]> {
    return this.errorRows.find({ where: { importId }, order: { line: 'ASC' }, skip, take });
  }

  /** Takes note of the feed's file. Answers false unless the import still waited for it. */
  async queue(manager: EntityManager, channelId: string, id: string, feedBlob: BlobKey): Promise<boolean> {
    const { affected } = await manager.update(
      GarmentImport,
      { channelId, id, state: 'AWAITING_UPLOAD' },
      { state: 'QUEUED', feedBlob },
    );
    return affected === 1;
  }

  /** The import as it stands, now running; null when it has ended or its feed has not come. */
  async start(channelId: string, id: string): Promise<GarmentImport | null> {
    await this.imports.update({ channelId, id, state: 'QUEUED' }, { state: 'RUNNING' });
    return this.imports.findOneBy({ channelId, id, state: 'RUNNING' });
  }

  /** The running import, kept from others until the transaction ends; null when it has ended. */
  lockRunning(manager: EntityManager, { channelId, id }: GarmentImport): Promise<GarmentImport | null> {
    const where = { channelId, id, state: 'RUNNING' as const };
    return manager.findOne(GarmentImport, { where, lock: { mode: 'pessimistic_write' } });
  }

  /** Adds a batch's counts and errors to the locked import. */
  async advance(
    manager: EntityManager,
    { id, lines, created, updated, failed }: GarmentImport,
    batch: BatchCounts,
    errors: readonly LineError[],
  ): Promise<void> {
    const kept = errors.slice(0, Math.max(0, MAX_ERRORS - failed));
    if (kept.length > 0) {
      await manager.insert(
        GarmentImportError,
        kept.map((error) => ({ ...error, importId: id })),
      );
    }
    await manager.update(
      GarmentImport,
      { id },
      {
        lines: lines + batch.lines,
        created: created + batch.created,
        updated: updated + batch.updated,
        failed: failed + batch.failed,
      },
    );
  }

  /** Ends the locked import. Nothing points to its feed any more. */
  async finish(manager: EntityManager, { id }: GarmentImport, state: 'COMPLETED' | 'FAILED'): Promise<void> {
    await manager.update(GarmentImport, { id }, { state, feedBlob: null, finishedAt: new Date() });
  }

  /**
   * Tells the database's planner what many new rows look like, lest it picks the wrong indexes: the embedded database does
   * not find out by itself, a server would some minutes later.
   */
  async refreshStatistics(): Promise<void> {
    await this.imports.query('VACUUM (ANALYZE, SKIP_LOCKED) garment');
  }
}
