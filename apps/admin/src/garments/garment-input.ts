import type { GarmentCategory } from '../data/records.js';
import { minorOf } from './price.js';

/** A garment as its form has it; a picture only when one was chosen. */
export interface GarmentForm {
  readonly sku: string;
  readonly name: string;
  readonly description?: string | null;
  readonly category: GarmentCategory;
  readonly tags?: readonly string[] | null;
  readonly colourwayGroup?: string | null;
  readonly productUrl?: string | null;
  /** The amount is in whole units of the currency. */
  readonly price?: { readonly amount?: number | null; readonly currencyCode?: string | null } | null;
  readonly picture?: { readonly rawFile: File } | null;
}

/** The fields that the API takes, with empty ones as null: it would refuse an empty text as a URL. */
export function garmentInput(form: GarmentForm) {
  const { amount } = form.price ?? {};
  const currencyCode = (form.price?.currencyCode ?? '').trim().toUpperCase();
  return {
    sku: form.sku,
    name: form.name,
    description: form.description ?? '',
    category: form.category,
    tags: form.tags ?? [],
    colourwayGroup: form.colourwayGroup?.trim() ? form.colourwayGroup : null,
    productUrl: form.productUrl?.trim() ? form.productUrl : null,
    price:
      amount === undefined || amount === null
        ? null
        : { amountMinor: minorOf(amount, currencyCode), currencyCode },
  };
}
