import { DataSetError } from '../../data-set.js';
import type { RecordFormat } from './record-layout.js';

/** index.json of a prepared store. */
export interface StoreIndex extends RecordFormat {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly ids: readonly string[];
  readonly garmentIds: readonly string[];
  /** SHA-256 of the records and of this index without the digest, hexadecimal. */
  readonly digest: string;
}

const FORMAT = 'tryflow-prepared-pairs';
const VERSION = 1;

/** The index of a store whose records have been written; `digest` is added to it. */
export function describeRecords(
  { height, width, hasBodyParts, hasOtherwise }: RecordFormat,
  ids: readonly string[],
  garmentIds: readonly string[],
): Omit<StoreIndex, 'digest'> {
  return { format: FORMAT, version: VERSION, height, width, hasBodyParts, hasOtherwise, ids, garmentIds };
}

/**
 * Reads index.json.
 *
 * @throws DataSetError naming `path` when the text is no index, or one of another version
 */
export function parseIndex(text: string, path: string): StoreIndex {
  const fail = (reason: string): never => {
    throw new DataSetError(`${path} ${reason}; prepare the data set again.`);
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    fail('is not JSON');
  }
  const index = (value ?? {}) as Partial<Record<keyof StoreIndex, unknown>>;
  if (index.format !== FORMAT) fail('is not the index of prepared pairs');
  if (index.version !== VERSION) fail(`is of version ${String(index.version)}, not ${VERSION}`);
  const isSize = (size: unknown): boolean => Number.isInteger(size) && (size as number) > 0;
  if (!isSize(index.height) || !isSize(index.width)) fail('names no size');
  if (typeof index.hasBodyParts !== 'boolean' || typeof index.hasOtherwise !== 'boolean')
    fail('does not say what its records hold');
  if (typeof index.digest !== 'string') fail('has no digest');
  const isNames = (names: unknown): boolean =>
    Array.isArray(names) && names.length > 0 && names.every((name) => typeof name === 'string');
  if (!isNames(index.ids) || !isNames(index.garmentIds)) fail('names no pairs');
  const [pairs, garments] = [(index.ids as string[]).length, (index.garmentIds as string[]).length];
  if (pairs !== garments) fail(`names ${pairs} pairs and ${garments} garments`);
  return index as StoreIndex;
}
