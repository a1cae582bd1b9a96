import type { Garment } from '../data/records.js';

/** A price as the API has it: in the currency's minor unit. */
export interface MinorPrice {
  readonly amountMinor: number;
  /** ISO 4217. */
  readonly currencyCode: string;
}

/** Digits behind the decimal point: 2 for EUR, 0 for JPY, 3 for KWD; 2 for what is no currency. */
export function currencyDigits(currencyCode: string): number {
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency: currencyCode });
    return format.resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/** The amount in whole units of the currency, as people say it: 2290 EUR minor is 22.9. */
export function amountOf({ amountMinor, currencyCode }: MinorPrice): number {
  return Number((amountMinor / 10 ** currencyDigits(currencyCode)).toFixed(currencyDigits(currencyCode)));
}

/** The amount in minor units, rounded to the nearest: 22.9 EUR is 2290. */
export function minorOf(amount: number, currencyCode: string): number {
  return Math.round(Number((amount * 10 ** currencyDigits(currencyCode)).toPrecision(15)));
}

/** A price in the person's language, for example 2290 EUR minor as €22.90. */
export function priceText(price: MinorPrice, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency: price.currencyCode }).format(
    amountOf(price),
  );
}

/** The garment as forms have it: its price with an amount in whole units beside the one of the API. */
export function withAmount<T extends { readonly price: MinorPrice | null }>(
  garment: T,
): Omit<T, 'price'> & Pick<Garment, 'price'> {
  const { price } = garment;
  return { ...garment, price: price && { ...price, amount: amountOf(price) } };
}
