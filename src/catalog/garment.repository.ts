import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Any, type EntityManager, In, Repository } from 'typeorm';
import { RowReader } from '../database/row-reader.js';
import type { BlobKey } from '../storage/blob-store.js';
import { Garment } from './garment.entity.js';
import { GarmentFeatures } from './garment-features.entity.js';
import { countStatement, FEW_MATCHES, pageStatements, type Statement } from './garment-list.sql.js';
import type { GarmentConditions, GarmentQuery } from './garment-query.js';
import type { GarmentValues } from './garment-values.js';
import { searchWords } from './search-words.js';

/** SQLSTATE of a violated unique constraint. */
const UNIQUE_VIOLATION = '23505';

/** The columns that say whether and with what a garment can be tried on. */
export type TryOnColumns = Pick<Garment, 'id' | 'status' | 'cutoutBlob' | 'cutoutDigest'>;

/** Garments in the database. Every query names the channel. */
@Injectable()
export class GarmentRepository {
  private readonly tryOnColumns: RowReader<Garment, keyof TryOnColumns>;

  constructor(@InjectRepository(Garment) private readonly garments: Repository<Garment>) {
    this.tryOnColumns = new RowReader(garments, 'channel_id = $1 AND id = $2', [
      'id',
      'status',
      'cutoutBlob',
      'cutoutDigest',
    ]);
  }

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.garments.manager.transaction(work);
  }

  find(channelId: string, id: string): Promise<Garment | null> {
    return this.garments.findOneBy({ channelId, id });
  }

  findBySku(channelId: string, sku: string): Promise<Garment | null> {
    return this.garments.findOneBy({ channelId, sku });
  }

  /** The garment, kept from other writers until the transaction ends. */
  lock(manager: EntityManager, channelId: string, id: string): Promise<Garment | null> {
    return manager.findOne(Garment, { where: { channelId, id }, lock: { mode: 'pessimistic_write' } });
  }

  findTryOnColumns(channelId: string, id: string): Promise<TryOnColumns | null> {
    return this.tryOnColumns.read(channelId, id);
  }

  /** Ids of ready garments, the newest first; only those among `ids` when given. */
  async readyIds(channelId: string, ids?: readonly string[]): Promise<string[]> {
    const ready = await this.garments.find({
      select: { id: true },
      where: { channelId, status: 'READY', ...(ids && { id: Any([...ids]) }) },
      order: { createdAt: 'DESC', id: 'ASC' },
    });
    return ready.map(({ id }) => id);
  }

  /** A page of garments in order. */
  async list(channelId: string, query: GarmentQuery): Promise<Garment[]> {
    const ids = await this.pageIds(channelId, query);
    if (ids.length === 0) return [];
    const found = await this.garments.findBy({ channelId, id: In(ids) });
    const byId = new Map(found.map((garment) => [garment.id, garment]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  /** How many garments meet the conditions. */
  async count(channelId: string, conditions: GarmentConditions): Promise<number> {
    const statement = countStatement(channelId, conditions);
    if (!statement) return 0;
    const [row] = await this.query<{ amount: number }>(statement);
    return row?.amount ?? 0;
  }

  async insert(channelId: string, values: GarmentValues): Promise<Garment | 'SKU_TAKEN'> {
    const row = this.garments.create({ ...values, channelId, searchWords: wordsOf(values) });
    return this.garments.save(row).catch(asSkuTaken);
  }

  /** Changes what the merchant says of the garment. */
  async change(
    channelId: string,
    id: string,
    change: Partial<GarmentValues>,
  ): Promise<Garment | 'NOT_FOUND' | 'SKU_TAKEN'> {
    return this.transaction(async (manager) => {
      const garment = await this.lock(manager, channelId, id);
      return garment ? this.write(manager, garment, change) : ('NOT_FOUND' as const);
    }).catch(asSkuTaken);
  }

  /** Where the features lie that the model made of this cutout. */
  async featuresBlob(
    garmentId: string,
    modelDigest: string,
    cutoutDigest: string,
  ): Promise<BlobKey | undefined> {
    const where = { garmentId, modelDigest, cutoutDigest };
    const found = await this.garments.manager.findOne(GarmentFeatures, {
      select: { blob: true, garmentId: true },
      where,
    });
    return found?.blob;
  }

  /** Notes features; those of the same model for an earlier picture are forgotten. */
  async storeFeatures(manager: EntityManager, features: Omit<GarmentFeatures, 'garment'>): Promise<void> {
    await manager.upsert(GarmentFeatures, features, ['garmentId', 'modelDigest']);
  }

  async deleteFeatures(manager: EntityManager, garmentId: string): Promise<void> {
    await manager.delete(GarmentFeatures, { garmentId });
  }

  /** Writes columns of a locked garment and answers it as it is then. */
  async write(manager: EntityManager, garment: Garment, change: Partial<Garment>): Promise<Garment> {
    if (Object.keys(change).length === 0) return garment;
    const { id, channelId } = garment;
    const searchWords = wordsOf({ ...garment, ...change });
    await manager.update(Garment, { id, channelId }, { ...change, searchWords });
    return manager.findOneByOrFail(Garment, { id, channelId });
  }

  private async pageIds(channelId: string, query: GarmentQuery): Promise<string[]> {
    const statements = pageStatements(channelId, query);
    if (!statements) return [];
    const { direct, glance, few, walk } = statements;
    if (direct) return this.ids(direct);
    if (glance) {
      const ids = await this.ids(glance);
      if (ids.length === query.take) return ids;
    }
    if (few) {
      const rows = await this.query<{ found: number; id: string | null }>(few);
      if ((rows[0]?.found ?? 0) <= FEW_MATCHES) return rows.flatMap(({ id }) => id ?? []);
    }
    return walk ? this.ids(walk) : [];
  }

  private async ids(statement: Statement): Promise<string[]> {
    const rows = await this.query<{ id: string }>(statement);
    return rows.map(({ id }) => id);
  }

  private query<Row>({ text, values }: Statement): Promise<Row[]> {
    return this.garments.query<Row[]>(text, [...values]);
  }
}

function wordsOf({ sku, name, tags }: Pick<GarmentValues, 'sku' | 'name' | 'tags'>): string[] {
  return searchWords(sku, name, ...tags);
}

function asSkuTaken(error: unknown): 'SKU_TAKEN' {
  if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION) return 'SKU_TAKEN';
  throw error;
}
