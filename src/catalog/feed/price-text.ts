/** A decimal point and no signs, symbols or thousands separators. */
const DECIMAL = /^(\d{1,10})(?:\.(\d{1,6}))?$/;

const fractionDigits = new Map<string, number>();

/**
 * Reads `19.90` as 1990 where the currency has cents, `1990` as 1990 where it has none (JPY) and as 199000 where it has.
 * Undefined when the text is no such number or is finer than the currency.
 * @param currencyCode a known ISO 4217 code
 */
export function parsePrice(text: string, currencyCode: string): number | undefined {
  const [, whole, fraction = ''] = DECIMAL.exec(text.trim()) ?? [];
  if (whole === undefined) return undefined;
  const digits = fractionDigitsOf(currencyCode);
  const minor = fraction.slice(0, digits).padEnd(digits, '0');
  return /[1-9]/.test(fraction.slice(digits)) ? undefined : Number(whole + minor);
}

function fractionDigitsOf(currencyCode: string): number {
  const known = fractionDigits.get(currencyCode);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: currencyCode });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  fractionDigits.set(currencyCode, digits);
  return digits;
}
