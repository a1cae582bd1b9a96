import { describe, expect, it } from 'vitest';
import { readFeedGarment } from './feed-garment.js';
import { parsePrice } from './price-text.js';
import { readFeed } from './read-feed.js';

describe('parsePrice', () => {
  it.each([
    ['19.90', 'EUR', 1990],
    ['19.9', 'EUR', 1990],
    [' 19 ', 'EUR', 1900],
    ['19.900', 'EUR', 1990],
    ['1990', 'JPY', 1990],
    ['1.234', 'KWD', 1234],
    ['0', 'EUR', 0],
    ['19.905', 'EUR', undefined],
    ['19,90', 'EUR', undefined],
    ['1,990.00', 'USD', undefined],
    ['-1', 'EUR', undefined],
    ['1e3', 'EUR', undefined],
    ['19.90 €', 'EUR', undefined],
    ['1.5', 'JPY', undefined],
  ])('should read %j %s as %s', (text, currencyCode, amount) => {
    expect(parsePrice(text, currencyCode)).toBe(amount);
  });
});

describe('readFeedGarment', () => {
  it('should read all columns when they are texts', () => {
    const garment = readFeedGarment({
      sku: ' A-1 ',
      name: 'Shirt',
      description: 'Linen',
      category: 'upper body',
      tags: 'linen| summer |',
      colourway_group: 'shirt-7',
      product_url: 'https://shop.example/a-1',
      price: '19.90',
      currency: 'eur',
    });

    expect(garment).toEqual({
      sku: 'A-1',
      name: 'Shirt',
      description: 'Linen',
      category: 'UPPER_BODY',
      tags: ['linen', 'summer'],
      colourwayGroup: 'shirt-7',
      productUrl: 'https://shop.example/a-1',
      priceAmountMinor: 1990,
      priceCurrencyCode: 'EUR',
    });
  });

  it('should leave a field out when its column is absent and empty it when the cell is', () => {
    const garment = readFeedGarment({ sku: 'A', description: '', price: '', currency: 'EUR' });

    expect(garment).toEqual({ sku: 'A', description: '', priceAmountMinor: null, priceCurrencyCode: null });
  });

  it('should take numbers and lists when they come from JSON', () => {
    const garment = readFeedGarment({ sku: 4711, tags: ['a', 'b'], price: 19.9, currency: 'EUR' });

    expect(garment).toMatchObject({ sku: '4711', tags: ['a', 'b'], priceAmountMinor: 1990 });
  });

  it.each([
    [{}, 'sku', undefined],
    [{ sku: '  ' }, 'sku', undefined],
    [{ sku: { a: 1 } }, 'sku', undefined],
    [{ sku: 'A', name: '' }, 'name', 'A'],
    [{ sku: 'A', name: true }, 'name', 'A'],
    [{ sku: 'A', name: 'a\u0000b' }, 'name', 'A'],
    [{ sku: 'A', category: 'hat' }, 'category', 'A'],
    [{ sku: 'A', category: null }, 'category', 'A'],
    [{ sku: 'A', tags: [1] }, 'tags', 'A'],
    [{ sku: 'A', colourway_group: 'x'.repeat(101) }, 'colourway_group', 'A'],
    [{ sku: 'A', product_url: 'javascript:alert(1)' }, 'product_url', 'A'],
    [{ sku: 'A', price: '9', currency: 'XYZ' }, 'currency', 'A'],
    [{ sku: 'A', price: '9' }, 'currency', 'A'],
    [{ sku: 'A', price: 'nine', currency: 'EUR' }, 'price', 'A'],
    [{ sku: 'A', price: '99999999.00', currency: 'EUR' }, 'price', 'A'],
  ])('should name the column when %j cannot be used', (values, field, sku) => {
    expect(readFeedGarment(values)).toEqual({ sku, field, message: expect.stringMatching(/\.$/) as string });
  });
});

describe('readFeed', () => {
  it('should take the first usable line of a sku when it occurs again', async () => {
    const feed = Buffer.from('sku,price,currency\nA,x,EUR\nA,1,EUR\nB,2,EUR\nA,3,EUR\n');

    const lines = [];
    for await (const line of readFeed('CSV', feed)) lines.push(line);

    expect(lines).toMatchObject([
      { line: 2, fault: { field: 'price' } },
      { line: 3, garment: { sku: 'A' } },
      { line: 4, garment: { sku: 'B' } },
      { line: 5, fault: { sku: 'A', field: 'sku', message: 'Line 3 has this sku already.' } },
    ]);
  });
});
