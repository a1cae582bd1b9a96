import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RequestContext } from '../access/request-context.js';
import type { Garment } from './garment.entity.js';
import { CatalogFixture } from './testing/catalog-fixture.js';
import { drawnPicture } from './testing/drawn-picture.js';

const NEW = { sku: 'A-1', name: 'Shirt', category: 'UPPER_BODY' } as const;
const QUERY = { conditions: {}, sort: { field: 'sku', order: 'ASC' }, skip: 0, take: 20 } as const;

let catalog: CatalogFixture;
let ctx: RequestContext;
let shop: RequestContext;
let stranger: RequestContext;

beforeAll(async () => {
  catalog = await CatalogFixture.open();
}, 60_000);
afterAll(() => catalog.close());
beforeEach(async () => {
  ctx = await catalog.context();
  shop = { ...ctx, api: 'shop', role: undefined };
  stranger = await catalog.context();
  catalog.jobs.length = 0;
});

async function created(input = {}): Promise<Garment> {
  const garment = await catalog.service.create(ctx, { ...NEW, ...input });
  if (typeof garment === 'string' || 'field' in garment) throw new Error(JSON.stringify(garment));
  return garment;
}

describe('create and update', () => {
  it('should store what was given as a draft', async () => {
    const garment = await created({
      tags: ['a'],
      productUrl: 'https://shop.example/a',
      price: { amountMinor: 1990, currencyCode: 'EUR' },
    });

    expect(await catalog.service.find(ctx, garment.id)).toMatchObject({
      ...NEW,
      status: 'DRAFT',
      description: '',
      tags: ['a'],
      colourwayGroup: null,
      productUrl: 'https://shop.example/a',
      priceAmountMinor: 1990,
      priceCurrencyCode: 'EUR',
      issues: [],
    });
  });

  it('should tell which field is wrong when one is', async () => {
    expect(await catalog.service.create(ctx, { ...NEW, name: '' })).toMatchObject({ field: 'name' });
    const { id } = await created();
    expect(await catalog.service.update(ctx, id, { sku: '' })).toMatchObject({ field: 'sku' });
  });

  it('should keep a sku to one garment of a channel', async () => {
    await created();
    const other = await created({ sku: 'B' });

    expect(await catalog.service.create(ctx, NEW)).toBe('SKU_TAKEN');
    expect(await catalog.service.update(ctx, other.id, { sku: 'A-1' })).toBe('SKU_TAKEN');
    expect(await catalog.service.create(stranger, NEW)).toMatchObject({ sku: 'A-1' });
  });

  it('should leave absent fields and empty null ones when updated', async () => {
    const garment = await created({
      description: 'long',
      tags: ['a'],
      price: { amountMinor: 1, currencyCode: 'EUR' },
    });

    const updated = await catalog.service.update(ctx, garment.id, {
      tags: null,
      price: null,
      name: 'Blouse',
    });

    expect(updated).toMatchObject({
      name: 'Blouse',
      description: 'long',
      tags: [],
      priceAmountMinor: null,
      priceCurrencyCode: null,
    });
    expect((updated as Garment).updatedAt.getTime()).toBeGreaterThanOrEqual(garment.updatedAt.getTime());
  });
});

describe('archive, restore and prepare', () => {
  it('should archive once and bring back a garment without a picture as a draft', async () => {
    const { id } = await created();

    const archived = await catalog.service.archive(ctx, id);
    expect(archived).toMatchObject({ status: 'ARCHIVED' });
    expect(await catalog.service.archive(ctx, id)).toEqual(archived);
    expect(await catalog.service.prepare(ctx, id)).toBe('NOT_READY');
    expect(await catalog.service.restore(ctx, id)).toMatchObject({ status: 'DRAFT' });
    expect(await catalog.service.prepare(ctx, id)).toBe('NOT_READY');
    expect(catalog.jobs).toEqual([]);
  });

  it('should prepare a garment with a picture anew when it is restored or asked for', async () => {
    const { id } = await created();
    await catalog.pictures.store(ctx.channel.id, id, await drawnPicture(), { primary: true });
    await catalog.preparation.run(ctx.channel.id, id);
    catalog.jobs.length = 0;

    expect(await catalog.service.prepare(ctx, id)).toMatchObject({ status: 'PREPARING' });
    await catalog.service.archive(ctx, id);
    expect(await catalog.service.restore(ctx, id)).toMatchObject({ status: 'PREPARING' });
    expect(await catalog.service.restore(ctx, id)).toMatchObject({ status: 'PREPARING' });

    expect(catalog.jobs.map(({ name }) => name)).toEqual(['garment.prepare', 'garment.prepare']);
  });
});

describe('what shops and try-ons see', () => {
  it('should be ready garments only', async () => {
    const ready = await catalog.ready(ctx, 'READY');
    const draft = await catalog.garment(ctx, 'DRAFT');

    expect(await catalog.service.find(shop, draft.id)).toBeNull();
    expect(await catalog.service.findBySku(shop, 'DRAFT')).toBeNull();
    expect(await catalog.service.find(shop, ready.id)).toMatchObject({ sku: 'READY' });
    expect((await catalog.service.list(shop, QUERY)).map(({ sku }) => sku)).toEqual(['READY']);
    expect(await catalog.service.count(shop, { status: ['DRAFT'] })).toBe(1);
    expect((await catalog.service.list(ctx, QUERY)).map(({ sku }) => sku)).toEqual(['DRAFT', 'READY']);
  });

  it('should say why a garment cannot be tried on', async () => {
    const draft = await catalog.garment(ctx, 'DRAFT');
    const ready = await catalog.ready(ctx, 'READY');

    expect(await catalog.service.findReady(ctx.channel.id, draft.id)).toEqual({ status: 'DRAFT' });
    expect(await catalog.service.findReady(stranger.channel.id, ready.id)).toBe('NOT_FOUND');
    expect(await catalog.service.findReady(ctx.channel.id, ready.id)).toEqual({
      id: ready.id,
      cutoutBlob: 'garments/READY',
      cutoutDigest: 'READY',
    });
  });

  it('should name ready garments of the channel for pre-warming', async () => {
    const first = await catalog.ready(ctx, 'R1', { createdAt: new Date(1_000) });
    const second = await catalog.ready(ctx, 'R2', { createdAt: new Date(2_000) });
    const draft = await catalog.garment(ctx, 'D');
    const foreign = await catalog.ready(stranger, 'F');

    expect(await catalog.service.readyIds(ctx.channel.id)).toEqual([second.id, first.id]);
    expect(await catalog.service.readyIds(ctx.channel.id, [first.id, draft.id, foreign.id])).toEqual([
      first.id,
    ]);
    expect(await catalog.service.readyIds(ctx.channel.id, [])).toEqual([]);
  });
});

describe('another channel', () => {
  it('should find and change nothing by an id that it does not own', async () => {
    const { id } = await created();

    expect(await catalog.service.find(stranger, id)).toBeNull();
    expect(await catalog.service.findBySku(stranger, 'A-1')).toBeNull();
    expect(await catalog.service.update(stranger, id, { name: 'x' })).toBe('NOT_FOUND');
    expect(await catalog.service.archive(stranger, id)).toBe('NOT_FOUND');
    expect(await catalog.service.restore(stranger, id)).toBe('NOT_FOUND');
    expect(await catalog.service.prepare(stranger, id)).toBe('NOT_FOUND');
    expect(await catalog.service.find(ctx, id)).toMatchObject({ ...NEW, status: 'DRAFT' });
  });
});
