import type { GarmentCategory, GarmentStatus, SortOrder } from '../api/admin-api.types.js';
import type { Page } from '../api/page.js';

/** Fields that a list can be sorted by. */
export type GarmentSortField = 'sku' | 'name' | 'createdAt' | 'updatedAt';

/** Conditions of a list, joined by AND; null and undefined mean no condition, an empty list means nothing matches. */
export interface GarmentConditions {
  /** Words of sku, name or tags, the last of which may be a beginning. */
  readonly search?: string | null;
  readonly category?: readonly GarmentCategory[] | null;
  readonly status?: readonly GarmentStatus[] | null;
  /** Garments that carry all of these. */
  readonly tags?: readonly string[] | null;
  readonly colourwayGroup?: string | null;
}

/** Which garments of a channel, in which order, which of them. */
export interface GarmentQuery extends Page {
  readonly conditions: GarmentConditions;
  readonly sort: { readonly field: GarmentSortField; readonly order: SortOrder };
}

/** Sort and filter as both APIs take them. */
export interface GarmentListRequest {
  readonly sort?: Readonly<Partial<Record<GarmentSortField, SortOrder | null>>> | null;
  readonly filter?: GarmentConditions | null;
}

const SORT_FIELDS: readonly GarmentSortField[] = ['sku', 'name', 'createdAt', 'updatedAt'];

/** Reads a request's sort (the first given field; by default the newest first) and filter. */
export function readGarmentQuery(page: Page, request?: GarmentListRequest | null): GarmentQuery {
  const given = Object.entries(request?.sort ?? {}).find(([, order]) => order);
  const field = SORT_FIELDS.find((known) => known === given?.[0]) ?? 'createdAt';
  return { ...page, conditions: request?.filter ?? {}, sort: { field, order: given?.[1] ?? 'DESC' } };
}
