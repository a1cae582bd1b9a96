import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RequestContext } from '../access/request-context.js';
import type { GarmentConditions, GarmentQuery, GarmentSortField } from './garment-query.js';
import { Garment } from './garment.entity.js';
import { CatalogFixture } from './testing/catalog-fixture.js';

let catalog: CatalogFixture;
let ctx: RequestContext;

beforeAll(async () => {
  catalog = await CatalogFixture.open();
}, 60_000);
afterAll(() => catalog.close());
beforeEach(async () => {
  ctx = await catalog.context();
});

async function skus(query: Partial<GarmentQuery> = {}): Promise<string[]> {
  const sort = { field: 'sku' as const, order: 'ASC' as const };
  const found = await catalog.garments.list(ctx.channel.id, {
    conditions: {},
    sort,
    skip: 0,
    take: 100,
    ...query,
  });
  return found.map(({ sku }) => sku);
}

function count(conditions: GarmentConditions = {}): Promise<number> {
  return catalog.garments.count(ctx.channel.id, conditions);
}

describe('GarmentRepository.list', () => {
  beforeEach(async () => {
    const instant = (minute: number): Date => new Date(Date.UTC(2026, 0, 1, 0, minute));
    await catalog.garment(ctx, 'C', { name: 'apple', createdAt: instant(1), updatedAt: instant(9) });
    await catalog.garment(ctx, 'A', { name: 'pear', createdAt: instant(2), updatedAt: instant(7) });
    await catalog.garment(ctx, 'B', { name: 'fig', createdAt: instant(3), updatedAt: instant(8) });
  });

  it.each<[GarmentSortField, string[]]>([
    ['sku', ['A', 'B', 'C']],
    ['name', ['C', 'B', 'A']],
    ['createdAt', ['C', 'A', 'B']],
    ['updatedAt', ['A', 'B', 'C']],
  ])('should sort both ways when sorted by %s', async (field, ascending) => {
    expect(await skus({ sort: { field, order: 'ASC' } })).toEqual(ascending);
    expect(await skus({ sort: { field, order: 'DESC' } })).toEqual(ascending.toReversed());
  });

  it('should answer each garment once when paging through equal names', async () => {
    for (let index = 0; index < 7; index++) await catalog.garment(ctx, `S${index}`, { name: 'same' });

    const pages = [];
    for (let skip = 0; skip < 10; skip += 3) {
      pages.push(await skus({ sort: { field: 'name', order: 'DESC' }, skip, take: 3 }));
    }

    expect(pages.map((page) => page.length)).toEqual([3, 3, 3, 1]);
    expect(new Set(pages.flat()).size).toBe(10);
  });

  it('should answer nothing of another channel', async () => {
    const other = await catalog.context();
    await catalog.garment(other, 'OTHER', { tags: ['x'], colourwayGroup: 'x', name: 'apple' });

    expect(await skus()).toEqual(['A', 'B', 'C']);
    expect(await skus({ conditions: { tags: ['x'] } })).toEqual([]);
    expect(await skus({ conditions: { colourwayGroup: 'x' } })).toEqual([]);
    expect(await skus({ conditions: { search: 'apple' } })).toEqual(['C']);
    expect(await count()).toBe(3);
    expect(await count({ search: 'apple' })).toBe(1);
  });
});

describe('conditions', () => {
  beforeEach(async () => {
    await catalog.ready(ctx, 'TS-001', {
      name: 'Linen T-Shirt',
      tags: ['summer', 'café'],
      colourwayGroup: 'g1',
    });
    await catalog.ready(ctx, 'TS-002', { name: 'Cotton shirt', tags: ['summer'], category: 'DRESS' });
    await catalog.garment(ctx, 'PO-001', { name: 'Wool pullover', tags: ['winter'], colourwayGroup: 'g1' });
    await catalog.garment(ctx, 'PO-002', { name: 'Shirting', status: 'ARCHIVED', category: 'LOWER_BODY' });
  });

  it.each<[GarmentConditions, string[]]>([
    [{ status: ['READY'] }, ['TS-001', 'TS-002']],
    [{ status: ['READY', 'ARCHIVED'] }, ['PO-002', 'TS-001', 'TS-002']],
    [{ status: [] }, []],
    [{ category: ['DRESS', 'LOWER_BODY'] }, ['PO-002', 'TS-002']],
    [{ category: ['UPPER_BODY'], status: ['READY'] }, ['TS-001']],
    [{ tags: ['summer'] }, ['TS-001', 'TS-002']],
    [{ tags: ['summer', 'café'] }, ['TS-001']],
    [{ tags: [] }, ['PO-001', 'PO-002', 'TS-001', 'TS-002']],
    [{ colourwayGroup: 'g1' }, ['PO-001', 'TS-001']],
    [{ colourwayGroup: 'g1', status: ['READY'], search: 'linen' }, ['TS-001']],
    [{ search: 'shirt' }, ['PO-002', 'TS-001', 'TS-002']],
    [{ search: 'shirt cot' }, ['TS-002']],
    [{ search: 'shir cotton' }, []],
    [{ search: 'cotton shir' }, ['TS-002']],
    [{ search: 'TS-00' }, ['TS-001', 'TS-002']],
    [{ search: '002' }, ['PO-002', 'TS-002']],
    [{ search: 'CAFE' }, ['TS-001']],
    [{ search: ' ' }, ['PO-001', 'PO-002', 'TS-001', 'TS-002']],
    [{ search: "'!&" }, []],
    [{ search: "x' | 'shirt" }, []],
  ])('should list and count alike when they are %j', async (conditions, expected) => {
    expect(await skus({ conditions })).toEqual(expected);
    expect(await count(conditions)).toBe(expected.length);
  });

  it('should find a garment under its new words when it was renamed', async () => {
    const [garment] = await catalog.garments.list(ctx.channel.id, {
      conditions: { search: 'pullover' },
      sort: { field: 'sku', order: 'ASC' },
      skip: 0,
      take: 1,
    });

    await catalog.garments.change(ctx.channel.id, garment?.id ?? '', { name: 'Jumper' });

    expect(await skus({ conditions: { search: 'pullover' } })).toEqual([]);
    expect(await skus({ conditions: { search: 'jumper winter' } })).toEqual(['PO-001']);
  });
});

describe('a page of many matches', () => {
  it('should be the same however it is found', async () => {
    await catalog.database.query(
      `INSERT INTO garment (channel_id, sku, name, category, tags, search_words)
       SELECT $1, lpad(n::text, 4, '0'), 'x', 'DRESS', CASE WHEN n % 2 = 0 THEN '{even}'::text[] ELSE '{}' END,
         CASE WHEN n > 2000 THEN '{late}'::text[] ELSE '{}' END
       FROM generate_series(1, 4000) AS n`,
      [ctx.channel.id],
    );

    // At a glance; by a walk, since 2,000 match and the glance finds none; looked up; by a walk to a depth.
    expect(await skus({ conditions: { tags: ['even'] }, take: 2 })).toEqual(['0002', '0004']);
    expect(await skus({ conditions: { search: 'late' }, take: 2 })).toEqual(['2001', '2002']);
    expect(await skus({ conditions: { search: 'late', tags: ['even'] }, skip: 998, take: 3 })).toEqual([
      '3998',
      '4000',
    ]);
    expect(await skus({ conditions: { tags: ['even'] }, skip: 1_998, take: 3 })).toEqual(['3998', '4000']);
  });
});

describe('GarmentRepository.count', () => {
  it('should be right without counting when garments come, change and go', async () => {
    const rows = catalog.database.getRepository(Garment);
    for (let index = 0; index < 6; index++) await catalog.ready(ctx, `R${index}`);
    const draft = await catalog.garment(ctx, 'D');

    await rows.update({ channelId: ctx.channel.id, sku: 'R0' }, { status: 'ARCHIVED' });
    await rows.update({ channelId: ctx.channel.id, sku: 'R1' }, { category: 'DRESS', name: 'y' });
    await rows.delete({ id: draft.id });

    expect(await count()).toBe(6);
    expect(await count({ status: ['READY'] })).toBe(5);
    expect(await count({ status: ['READY'], category: ['UPPER_BODY'] })).toBe(4);
    expect(await count({ status: ['ARCHIVED', 'DRAFT'] })).toBe(1);
  });

  it('should keep few rows of counts when there were many changes', async () => {
    const garment = await catalog.garment(ctx, 'A');
    const rows = catalog.database.getRepository(Garment);
    for (let index = 0; index < 210; index++) {
      await rows.update({ id: garment.id }, { status: index % 2 === 0 ? 'ARCHIVED' : 'DRAFT' });
    }

    const [row] = await catalog.database.query<{ kept: number }[]>(
      'SELECT count(*)::integer AS kept FROM garment_count WHERE channel_id = $1',
      [ctx.channel.id],
    );
    expect(row?.kept).toBeLessThan(250);
    expect(await count()).toBe(1);
    expect(await count({ status: ['DRAFT'] })).toBe(1);
  });

  it('should not stand in the way when a channel is deleted', async () => {
    await catalog.garment(ctx, 'A');

    await catalog.database.query('DELETE FROM channel WHERE id = $1', [ctx.channel.id]);

    expect(await count()).toBe(0);
  });
});
