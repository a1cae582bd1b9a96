import type { Garment, GarmentCategory } from '../data/records.js';

/** A garment as its form has it; a picture only when one was chosen. */
export interface GarmentForm {
  readonly sku: string;
  readonly name: string;
  readonly description?: string | null;
  readonly category: GarmentCategory;
  readonly tags?: readonly string[] | null;
  readonly colourwayGroup?: string | null;
  readonly productUrl?: string | null;
  readonly price?: { readonly amountMinor?: number | null; readonly currencyCode?: string | null } | null;
  readonly picture?: { readonly rawFile: File } | null;
}

/** The fields that the API takes, with empty ones as null: it would refuse an empty text as a URL. */
export function garmentInput(form: GarmentForm) {
  const { amountMinor, currencyCode } = form.price ?? {};
  return {
    sku: form.sku,
    name: form.name,
    description: form.description ?? '',
    category: form.category,
    tags: form.tags ?? [],
    colourwayGroup: form.colourwayGroup?.trim() ? form.colourwayGroup : null,
    productUrl: form.productUrl?.trim() ? form.productUrl : null,
    price:
      amountMinor === undefined || amountMinor === null
        ? null
        : { amountMinor, currencyCode: (currencyCode ?? '').toUpperCase() },
  };
}

/** What an amount in minor units is in the person's language, for example 2500 EUR is €25.00. */
export function priceText(price: NonNullable<Garment['price']>, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency: price.currencyCode });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(price.amountMinor / 10 ** digits);
}
