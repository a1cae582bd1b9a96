import { describe, expect, it } from 'vitest';
import { readGarmentValues, readNewGarmentValues } from './garment-values.js';

describe('readGarmentValues', () => {
  it('should answer only what was given when fields are absent', () => {
    expect(readGarmentValues({ name: ' Shirt ' })).toEqual({ name: 'Shirt' });
  });

  it('should empty fields when they are null and may be empty', () => {
    const values = readGarmentValues({
      description: null,
      tags: null,
      colourwayGroup: null,
      productUrl: null,
      price: null,
    });

    expect(values).toEqual({
      description: '',
      tags: [],
      colourwayGroup: null,
      productUrl: null,
      priceAmountMinor: null,
      priceCurrencyCode: null,
    });
  });

  it('should keep each tag once when one is repeated', () => {
    expect(readGarmentValues({ tags: ['a', ' a', 'b'] })).toEqual({ tags: ['a', 'b'] });
  });

  it('should count characters and not code units when a name is written in emoji', () => {
    expect(readGarmentValues({ name: '👗'.repeat(200) })).toEqual({ name: '👗'.repeat(200) });
  });

  it.each([
    ['sku', { sku: null }],
    ['sku', { sku: ' ' }],
    ['sku', { sku: 'x'.repeat(65) }],
    ['sku', { sku: 'a\nb' }],
    ['sku', { sku: 'a\u200bb' }],
    ['name', { name: null }],
    ['name', { name: 'x'.repeat(201) }],
    ['name', { name: 'a\u0000' + 'b' }],
    ['description', { description: 'x'.repeat(5_001) }],
    ['description', { description: 'a\u0007b' }],
    ['category', { category: null }],
    ['tags', { tags: Array.from({ length: 51 }, (_, index) => `t${index}`) }],
    ['tags', { tags: ['x'.repeat(51)] }],
    ['tags', { tags: [' '] }],
    ['colourwayGroup', { colourwayGroup: 'a\tb' }],
    ['productUrl', { productUrl: 'shop.example/a' }],
    ['productUrl', { productUrl: 'ftp://shop.example/a' }],
    ['productUrl', { productUrl: `https://shop.example/${'a'.repeat(2_000)}` }],
    ['price.currencyCode', { price: { amountMinor: 1, currencyCode: 'eur' } }],
    ['price.amountMinor', { price: { amountMinor: -1, currencyCode: 'EUR' } }],
    ['price.amountMinor', { price: { amountMinor: 2 ** 31, currencyCode: 'EUR' } }],
  ])('should refuse %s when given %j', (field, input) => {
    expect(readGarmentValues(input)).toEqual({ field, message: expect.any(String) as string });
  });
});

describe('readNewGarmentValues', () => {
  it('should fill in what a new garment need not name', () => {
    expect(readNewGarmentValues({ sku: 'A', name: 'Shirt', category: 'DRESS' })).toEqual({
      sku: 'A',
      name: 'Shirt',
      category: 'DRESS',
      description: '',
      tags: [],
      colourwayGroup: null,
      productUrl: null,
      priceAmountMinor: null,
      priceCurrencyCode: null,
    });
  });

  it.each(['sku', 'name', 'category'])('should refuse the garment when it has no %s', (field) => {
    const input = { sku: 'A', name: 'Shirt', category: 'DRESS' as const, [field]: undefined };

    expect(readNewGarmentValues(input)).toMatchObject({ field });
  });
});
