import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { type EntityManager, In } from 'typeorm';
import type { FeedGarment } from './feed/feed-garment.js';
import type { FeedFault } from './feed/feed-entry.js';
import { Garment } from './garment.entity.js';
import { EMPTY_VALUES, type GarmentValues } from './garment-values.js';
import { searchWords } from './search-words.js';

/** What became of a garment of a batch. */
export type BatchOutcome = 'created' | 'updated' | FeedFault;

const COLUMNS = [
  ['sku', 'text'],
  ['name', 'text'],
  ['description', 'text'],
  ['category', 'text'],
  ['tags', 'text[]'],
  ['colourway_group', 'text'],
  ['product_url', 'text'],
  ['price_amount_minor', 'integer'],
  ['price_currency_code', 'text'],
  ['search_words', 'text[]'],
] as const;
const NAMES = COLUMNS.map(([name]) => name).join(', ');
const RECORDS = `jsonb_to_recordset($2::jsonb) AS record(id uuid, ${COLUMNS.map((column) => column.join(' ')).join(', ')})`;
const INSERT = `INSERT INTO garment (channel_id, ${NAMES}) SELECT $1, ${NAMES} FROM ${RECORDS}
  ON CONFLICT (channel_id, sku) DO NOTHING RETURNING sku`;
const UPDATE = `UPDATE garment SET updated_at = now(), ${COLUMNS.map(([name]) => `${name} = record.${name}`).join(', ')}
  FROM ${RECORDS} WHERE garment.channel_id = $1 AND garment.id = record.id`;

/** Creates and changes many garments of a channel with a handful of statements. */
@Injectable()
export class GarmentBatchRepository {
  /**
   * Brings the garments into the catalog by their sku: unknown ones are created, known ones changed where the feed says
   * something else. Each sku may occur once.
   * @returns outcomes in the order of the garments
   */
  async upsert(
    manager: EntityManager,
    channelId: string,
    garments: readonly FeedGarment[],
  ): Promise<BatchOutcome[]> {
    const outcomes = new Map<string, BatchOutcome>();
    let open = garments;
    while (open.length > 0) {
      const known = await this.lockBySku(manager, channelId, open);
      const created: GarmentValues[] = [];
      const changed: (GarmentValues & { readonly id: string })[] = [];
      for (const garment of open) {
        const before = known.get(garment.sku);
        if (before) {
          outcomes.set(garment.sku, 'updated');
          if (differs(before, garment)) changed.push({ ...valuesOf(before), ...garment, id: before.id });
        } else if (isComplete(garment)) {
          created.push({ ...EMPTY_VALUES, ...garment });
        } else {
          outcomes.set(garment.sku, incomplete(garment));
        }
      }
      if (changed.length > 0) await manager.query(UPDATE, [channelId, toRecords(changed)]);
      for (const sku of await this.insert(manager, channelId, created)) outcomes.set(sku, 'created');
      // Left are those that somebody else has created at this very moment: they are known the next time round.
      open = open.filter(({ sku }) => !outcomes.has(sku));
    }
    return garments.map(({ sku }) => outcomes.get(sku) ?? 'updated');
  }

  private async lockBySku(
    manager: EntityManager,
    channelId: string,
    garments: readonly FeedGarment[],
  ): Promise<ReadonlyMap<string, Garment>> {
    const known = await manager.find(Garment, {
      where: { channelId, sku: In(garments.map(({ sku }) => sku)) },
      order: { sku: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    return new Map(known.map((garment) => [garment.sku, garment]));
  }

  private async insert(
    manager: EntityManager,
    channelId: string,
    values: readonly GarmentValues[],
  ): Promise<string[]> {
    if (values.length === 0) return [];
    const rows = await manager.query<{ sku: string }[]>(INSERT, [channelId, toRecords(values)]);
    return rows.map(({ sku }) => sku);
  }
}

function isComplete(garment: FeedGarment): garment is FeedGarment & Pick<GarmentValues, 'name' | 'category'> {
  return garment.name !== undefined && garment.category !== undefined;
}

function incomplete({ sku, name }: FeedGarment): FeedFault {
  const field = name === undefined ? 'name' : 'category';
  return { sku, field, message: `No garment has this sku yet, and a new one needs a ${field}.` };
}

function valuesOf(garment: Garment): GarmentValues {
  const { sku, name, description, category, tags, colourwayGroup, productUrl } = garment;
  const { priceAmountMinor, priceCurrencyCode } = garment;
  return {
    sku,
    name,
    description,
    category,
    tags,
    colourwayGroup,
    productUrl,
    priceAmountMinor,
    priceCurrencyCode,
  };
}

function differs(before: Garment, garment: FeedGarment): boolean {
  const values = valuesOf(before);
  return !isDeepStrictEqual({ ...values, ...garment }, values);
}

/** JSON that `RECORDS` takes apart. */
function toRecords(garments: readonly (GarmentValues & { readonly id?: string })[]): string {
  return JSON.stringify(
    garments.map(({ id, sku, name, description, category, tags, ...rest }) => ({
      id,
      sku,
      name,
      description,
      category,
      tags,
      colourway_group: rest.colourwayGroup,
      product_url: rest.productUrl,
      price_amount_minor: rest.priceAmountMinor,
      price_currency_code: rest.priceCurrencyCode,
      search_words: searchWords(sku, name, ...tags),
    })),
  );
}
