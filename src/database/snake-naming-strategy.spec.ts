import { describe, expect, it } from 'vitest';
import { SnakeNamingStrategy, snakeCase } from './snake-naming-strategy.js';

describe('SnakeNamingStrategy', () => {
  const strategy = new SnakeNamingStrategy();

  it.each([
    ['garmentId', 'garment_id'],
    ['GarmentImage', 'garment_image'],
    ['productURL', 'product_url'],
    ['URLOfProduct', 'url_of_product'],
    ['sha256Digest', 'sha256_digest'],
  ])('should write %s as %s', (name, expected) => {
    expect(snakeCase(name)).toBe(expected);
  });

  it('should keep names that an entity gives', () => {
    expect(strategy.columnName('garmentId', 'gid', [])).toBe('gid');
    expect(strategy.tableName('Garment', 'clothes')).toBe('clothes');
  });

  it('should put the prefix of an embedded object first', () => {
    expect(strategy.columnName('currencyCode', undefined, ['displayPrice'])).toBe(
      'display_price_currency_code',
    );
  });

  it('should name constraints as Postgres does', () => {
    expect([
      strategy.primaryKeyName('garment'),
      strategy.foreignKeyName('garment', ['channel_id']),
      strategy.uniqueConstraintName('public.garment', ['channel_id', 'sku']),
      strategy.indexName('garment', ['channel_id', 'created_at']),
    ]).toEqual([
      'garment_pkey',
      'garment_channel_id_fkey',
      'garment_channel_id_sku_key',
      'garment_channel_id_created_at_idx',
    ]);
  });

  it('should refuse a name that Postgres would cut', () => {
    expect(() => strategy.indexName('garment', ['a'.repeat(30), 'b'.repeat(30)])).toThrow(/name it/);
  });
});
