import type { GarmentCategory } from '../../api/admin-api.types.js';
import {
  type GarmentInput,
  isCurrency,
  isSku,
  readGarmentValues,
  type GarmentValues,
} from '../garment-values.js';
import type { FeedColumn, FeedFault, FeedValues } from './feed-entry.js';
import { parsePrice } from './price-text.js';

/** What a record says of the garment with this sku; fields that it does not name are absent. */
export type FeedGarment = Partial<GarmentValues> & Pick<GarmentValues, 'sku'>;

const CATEGORIES: readonly GarmentCategory[] = ['UPPER_BODY', 'LOWER_BODY', 'DRESS'];

/** Fields of the API whose column has another name. */
const COLUMNS: Readonly<Record<string, FeedColumn>> = {
  colourwayGroup: 'colourway_group',
  productUrl: 'product_url',
  'price.amountMinor': 'price',
  'price.currencyCode': 'currency',
};

/** Reads a record's columns, or answers the first that cannot be used. */
export function readFeedGarment(values: FeedValues): FeedGarment | FeedFault {
  try {
    const input: GarmentInput = {
      sku: column(values, 'sku') ?? null,
      name: column(values, 'name'),
      description: column(values, 'description'),
      category: readCategory(column(values, 'category')),
      tags: readTags(values.tags),
      colourwayGroup: column(values, 'colourway_group'),
      productUrl: column(values, 'product_url'),
      price: readPrice(column(values, 'price'), column(values, 'currency')),
    };
    const read = readGarmentValues(input);
    if ('field' in read) throw new ColumnFault(columnOf(read.field), read.message);
    return { ...read, sku: read.sku ?? '' };
  } catch (error) {
    if (!(error instanceof ColumnFault)) throw error;
    const sku = textOf(values.sku)?.trim();
    return { sku: isSku(sku) ? sku : undefined, field: error.column, message: error.message };
  }
}

/** Stops reading a record at its first bad column. */
class ColumnFault extends Error {
  constructor(
    readonly column: FeedColumn,
    message: string,
  ) {
    super(message);
  }
}

/** Name in the feed of a field that `GarmentInput` knows. */
function columnOf(field: string): FeedColumn {
  return COLUMNS[field] ?? (field as FeedColumn);
}

/** A column's text; undefined when the record does not have it, null when JSON says so. */
function column(values: FeedValues, name: FeedColumn): string | null | undefined {
  const value = values[name];
  if (value === undefined || value === null) return value;
  const text = textOf(value);
  if (text === undefined) throw new ColumnFault(name, 'Write this as text.');
  return text;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
}

function readCategory(text: string | null | undefined): GarmentCategory | null | undefined {
  if (text === undefined || text === null) return text;
  const name = text
    .trim()
    .toUpperCase()
    .replaceAll(/[\s-]+/g, '_');
  const category = CATEGORIES.find((known) => known === name);
  if (!category) throw new ColumnFault('category', `Use one of ${CATEGORIES.join(', ')}.`);
  return category;
}

function readTags(value: unknown): string[] | null | undefined {
  if (value === undefined || value === null) return value;
  const tags: unknown[] =
    typeof value === 'string' ? value.split('|') : Array.isArray(value) ? value : [value];
  if (!tags.every((tag) => typeof tag === 'string')) {
    throw new ColumnFault('tags', 'Write tags as text separated by |, in JSON also as a list of texts.');
  }
  return tags.filter((tag) => tag.trim() !== '');
}

function readPrice(
  price: string | null | undefined,
  currency: string | null | undefined,
): GarmentInput['price'] {
  if (price === undefined && currency === undefined) return undefined;
  if ((price ?? '').trim() === '') return null;
  const currencyCode = (currency ?? '').trim().toUpperCase();
  if (!isCurrency(currencyCode)) {
    throw new ColumnFault('currency', 'A price needs the ISO 4217 code of its currency, such as EUR.');
  }
  const amountMinor = parsePrice(price ?? '', currencyCode);
  if (amountMinor === undefined) {
    const message = `Write the price in ${currencyCode} as digits with a decimal point, such as 19.90 for EUR.`;
    throw new ColumnFault('price', message);
  }
  return { amountMinor, currencyCode };
}
