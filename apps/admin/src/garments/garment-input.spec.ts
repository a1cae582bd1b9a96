import { describe, expect, it } from 'vitest';
import { garmentInput } from './garment-input.js';

const FORM = { sku: 'a', name: 'n', category: 'DRESS' } as const;

describe('garmentInput', () => {
  it('should send the price in the minor unit of its currency', () => {
    const priceOf = (amount: number, currencyCode: string) =>
      garmentInput({ ...FORM, price: { amount, currencyCode } }).price;

    expect(priceOf(19.99, 'eur ')).toEqual({ amountMinor: 1999, currencyCode: 'EUR' });
    expect(priceOf(1500, 'JPY')).toEqual({ amountMinor: 1500, currencyCode: 'JPY' });
    expect(priceOf(1.234, 'KWD')).toEqual({ amountMinor: 1234, currencyCode: 'KWD' });
  });

  it('should send no price when there is no amount', () => {
    expect(garmentInput({ ...FORM, price: { amount: null, currencyCode: 'EUR' } }).price).toBeNull();
    expect(garmentInput(FORM).price).toBeNull();
  });

  it('should send empty texts as null where the API wants none', () => {
    expect(garmentInput({ ...FORM, colourwayGroup: ' ', productUrl: '' })).toMatchObject({
      colourwayGroup: null,
      productUrl: null,
      tags: [],
    });
  });
});
