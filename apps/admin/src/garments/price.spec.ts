import { describe, expect, it } from 'vitest';
import { amountOf, currencyDigits, minorOf, priceText, withAmount } from './price.js';

const price = (amountMinor: number, currencyCode: string) => ({ amountMinor, currencyCode });

describe('amounts of prices', () => {
  it.each([
    [2290, 'EUR', 22.9],
    [2290, 'JPY', 2290],
    [2290, 'KWD', 2.29],
    [1, 'EUR', 0.01],
    [29, 'EUR', 0.29],
    [999_999_999, 'KWD', 999_999.999],
  ])('should be %i minor %s ⇄ %d', (amountMinor, currencyCode, amount) => {
    expect(amountOf(price(amountMinor, currencyCode))).toBe(amount);
    expect(minorOf(amount, currencyCode)).toBe(amountMinor);
  });

  it('should come back as they were for every amount up to 5 euros', () => {
    for (let minor = 0; minor < 500; minor++) {
      expect(minorOf(amountOf(price(minor, 'EUR')), 'EUR')).toBe(minor);
    }
  });

  it('should be rounded to what the currency has', () => {
    expect([minorOf(1.005, 'EUR'), minorOf(1.5, 'JPY'), minorOf(0.0004, 'KWD')]).toEqual([101, 2, 0]);
  });

  it('should count two digits while a currency is being typed', () => {
    expect(['', 'E', 'EU', 'EUR', '???'].map(currencyDigits)).toEqual([2, 2, 2, 2, 2]);
  });
});

describe('priceText', () => {
  it('should write the price as the language does', () => {
    expect(priceText(price(2290, 'EUR'), 'en')).toBe('€22.90');
    expect(priceText(price(2290, 'JPY'), 'en')).toBe('¥2,290');
    expect(priceText(price(2290, 'EUR'), 'de').replace('\u00a0', ' ')).toBe('22,90 €');
  });
});

describe('withAmount', () => {
  it('should leave a garment without a price alone', () => {
    expect(withAmount({ id: 'a', price: null })).toEqual({ id: 'a', price: null });
  });
});
