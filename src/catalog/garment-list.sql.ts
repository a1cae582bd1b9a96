import type { GarmentStatus, SortOrder } from '../api/admin-api.types.js';
import type { GarmentConditions, GarmentQuery, GarmentSortField } from './garment-query.js';
import { searchQuery } from './search-words.js';

/** SQL with its positional parameters. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Statements that answer a page's ids. */
export interface PageStatements {
  /** Where one index serves conditions and order: nothing else is needed. */
  readonly direct?: Statement;
  /** Looks at the first garments in order: enough for conditions that many garments meet, if it fills the page. */
  readonly glance?: Statement;
  /**
   * Looks matches up by an index on the conditions and sorts them. Answers how many it has `found`; more than
   * `FEW_MATCHES` are not all of them, so that its page is not the right one.
   */
  readonly few?: Statement;
  /** Goes through the channel's garments in order until the page is full. */
  readonly walk?: Statement;
}

/** Matches up to which looking them up and sorting them beats going through an index in order. */
export const FEW_MATCHES = 1_000;
/** Garments that a glance looks at for each one of the page, and up to which depth it is tried. */
const GLANCES = 20;
const GLANCE_DEPTH = 200;

const STATUSES: readonly GarmentStatus[] = ['DRAFT', 'PREPARING', 'READY', 'REJECTED', 'ARCHIVED'];

const COLUMNS: Readonly<Record<GarmentSortField, string>> = {
  sku: 'sku',
  name: 'name',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
};

/**
 * How to find the ids of a page of garments, in time that does not grow with the catalog; undefined when nothing can
 * match. The statements of the answer are to be tried in their order.
 */
export function pageStatements(channelId: string, query: GarmentQuery): PageStatements | undefined {
  const { sort, conditions, skip, take } = query;
  const terms = termsOf(conditions);
  if (!terms) return undefined;
  const order = orderBy(sort.field, sort.order);
  if (isServedInOrder(conditions, sort.field)) {
    const values: unknown[] = [channelId];
    const text = `SELECT id FROM garment WHERE ${allOf(terms, values)} ${order} ${pageOf(query, values)}`;
    return { direct: { text, values } };
  }
  const depth = skip + take;
  return {
    glance: depth <= GLANCE_DEPTH ? inOrder(channelId, terms, query, GLANCES * depth) : undefined,
    few: lookedUp(channelId, terms, query),
    walk: inOrder(channelId, terms, query),
  };
}

/** How many garments meet the conditions, as `amount`; undefined when nothing can. */
export function countStatement(channelId: string, conditions: GarmentConditions): Statement | undefined {
  const terms = termsOf(conditions);
  if (!terms) return undefined;
  const values: unknown[] = [channelId];
  const text = allOf(terms, values);
  return needsRows(conditions)
    ? { text: `SELECT count(*)::integer AS amount FROM garment WHERE ${text}`, values }
    : { text: `SELECT coalesce(sum(amount), 0)::integer AS amount FROM garment_count WHERE ${text}`, values };
}

/** A condition on one column, for the parameter at a place of the statement. */
interface Term {
  readonly sql: (parameter: string) => string;
  readonly value: unknown;
}

function lookedUp(channelId: string, terms: readonly Term[], query: GarmentQuery): Statement {
  const { field, order } = query.sort;
  const values: unknown[] = [channelId];
  const matches = `SELECT id, ${COLUMNS[field]} FROM garment WHERE ${allOf(terms, values)} LIMIT ${FEW_MATCHES + 1}`;
  const page = `SELECT id FROM match ${orderBy(field, order)} ${pageOf(query, values)}`;
  const text = `WITH match AS MATERIALIZED (${matches})
    SELECT found, id FROM (SELECT count(*)::integer AS found FROM match) AS matches
    LEFT JOIN LATERAL (${page}) AS page ON true`;
  return { text, values };
}

/**
 * The inner `LIMIT` or `OFFSET` keeps the database from finding and sorting all matches instead.
 * @param among garments looked at; by default as many as it takes
 */
function inOrder(channelId: string, terms: readonly Term[], query: GarmentQuery, among?: number): Statement {
  const { field, order } = query.sort;
  const values: unknown[] = [channelId];
  const bounds = among === undefined ? 'OFFSET 0' : `LIMIT ${among}`;
  const garments = `SELECT * FROM garment WHERE channel_id = $1 ${orderBy(field, order)} ${bounds}`;
  const text = `SELECT id FROM (${garments}) AS garment WHERE ${allOf(terms, values)} ${pageOf(query, values)}`;
  return { text, values };
}

/** Adds the terms' parameters to those of the statement, of which the first is the channel. */
function allOf(terms: readonly Term[], values: unknown[]): string {
  return ['channel_id = $1', ...terms.map(({ sql, value }) => sql(`$${values.push(value)}`))].join(' AND ');
}

function pageOf({ take, skip }: GarmentQuery, values: unknown[]): string {
  return `LIMIT $${values.push(take)} OFFSET $${values.push(skip)}`;
}

/** Undefined when no garment can meet the conditions. */
function termsOf(conditions: GarmentConditions): Term[] | undefined {
  const { status, category, tags, colourwayGroup, search } = conditions;
  const terms: Term[] = [];
  for (const [column, chosen] of [
    // Indexes on the category name the status before it.
    ['status', status ?? (category ? STATUSES : undefined)],
    ['category', category],
  ] as const) {
    if (!chosen) continue;
    if (chosen.length === 0) return undefined;
    terms.push(
      chosen.length === 1
        ? { sql: (parameter) => `${column} = ${parameter}`, value: chosen[0] }
        : { sql: (parameter) => `${column} = ANY (${parameter}::text[])`, value: chosen },
    );
  }
  if (!isBlank(colourwayGroup)) {
    terms.push({ sql: (parameter) => `colourway_group = ${parameter}`, value: colourwayGroup });
  }
  if (tags && tags.length > 0) {
    terms.push({ sql: (parameter) => `tags @> ${parameter}::text[]`, value: tags });
  }
  if (!isBlank(search)) {
    const words = searchQuery(search ?? '');
    if (words === undefined) return undefined;
    terms.push({ sql: (parameter) => `search_text @@ ${parameter}::tsquery`, value: words });
  }
  return terms;
}

/** Whether some index holds just the matches, in order. */
function isServedInOrder(conditions: GarmentConditions, field: GarmentSortField): boolean {
  const { status, category } = conditions;
  if (needsRows(conditions)) return false;
  if (!status && !category) return true;
  const sorted = field === 'createdAt' || field === 'name';
  return sorted && status?.length === 1 && (!category || category.length === 1);
}

/** Whether `garment_count` does not know the answer. */
function needsRows({ search, tags, colourwayGroup }: GarmentConditions): boolean {
  return !isBlank(search) || !isBlank(colourwayGroup) || (tags ?? []).length > 0;
}

/** Along an index: from the newest to the oldest or from A to Z with rising ids, or all of it backwards. */
function orderBy(field: GarmentSortField, order: SortOrder): string {
  const column = `${COLUMNS[field]} ${order}`;
  switch (field) {
    case 'sku':
      return `ORDER BY ${column}`;
    case 'name':
      return `ORDER BY ${column}, id ${order}`;
    case 'createdAt':
    case 'updatedAt':
      return `ORDER BY ${column}, id ${order === 'DESC' ? 'ASC' : 'DESC'}`;
  }
}

function isBlank(text: string | null | undefined): boolean {
  return (text ?? '').trim() === '';
}
