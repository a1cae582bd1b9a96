import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GarmentConditions, GarmentSortField } from './garment-query.js';
import { countStatement, pageStatements, type PageStatements, type Statement } from './garment-list.sql.js';
import { CatalogFixture } from './testing/catalog-fixture.js';

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

const READY: GarmentConditions = { status: ['READY'] };

let catalog: CatalogFixture;
let channelId: string;

beforeAll(async () => {
  catalog = await CatalogFixture.open();
  channelId = (await catalog.context()).channel.id;
  await catalog.database.query(
    `INSERT INTO garment (channel_id, sku, name, category, status, tags, colourway_group, cutout_blob, cutout_digest,
       search_words, created_at)
     SELECT $1, 's' || n, 'name ' || n, CASE WHEN n % 10 = 0 THEN 'DRESS' ELSE 'UPPER_BODY' END,
       CASE WHEN n % 50 = 1 THEN 'REJECTED' WHEN n % 20 = 2 THEN 'DRAFT' ELSE 'READY' END,
       CASE WHEN n % 100 = 0 THEN array['rare'] ELSE array['common'] END, 'group ' || n / 4, 'cutout', 'cutout',
       array['s' || n, 'name', n::text], now() - n * interval '1 minute'
     FROM generate_series(1, 5000) AS n`,
    [channelId],
  );
  await catalog.database.query('VACUUM (ANALYZE) garment');
}, 60_000);
afterAll(() => catalog.close());

async function planOf({ text, values }: Statement): Promise<PlanNode[]> {
  const [row] = await catalog.database.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }[]>(
    `EXPLAIN (FORMAT JSON) ${text}`,
    [...values],
  );
  const flat = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flat)];
  return row ? flat(row['QUERY PLAN'][0].Plan) : [];
}

async function indexesOf(statement: Statement | undefined): Promise<string[]> {
  if (!statement) return [];
  const nodes = await planOf(statement);
  expect(
    nodes.filter((node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] === 'garment'),
  ).toEqual([]);
  return nodes.flatMap((node) => node['Index Name'] ?? []);
}

function statementsFor(conditions: GarmentConditions, field: GarmentSortField, skip = 0): PageStatements {
  const order = field === 'createdAt' || field === 'updatedAt' ? 'DESC' : 'ASC';
  const statements = pageStatements(channelId, { conditions, sort: { field, order }, skip, take: 20 });
  if (!statements) throw new Error('something can match');
  return statements;
}

describe('pageStatements', () => {
  it.each<[GarmentConditions, GarmentSortField, string]>([
    [{}, 'createdAt', 'garment_created'],
    [{}, 'updatedAt', 'garment_updated'],
    [{}, 'name', 'garment_name'],
    [{}, 'sku', 'garment_channel_id_sku_key'],
    [READY, 'createdAt', 'garment_status_created'],
    [READY, 'name', 'garment_status_name'],
    [{ ...READY, category: ['DRESS'] }, 'createdAt', 'garment_category_created'],
    [{ ...READY, category: ['DRESS'] }, 'name', 'garment_category_name'],
  ])(
    'should read one index in order when conditions are %j and the order %s',
    async (conditions, field, index) => {
      const { direct } = statementsFor(conditions, field);
      if (!direct) throw new Error('an index serves this');

      const nodes = await planOf(direct);

      expect(nodes.map((node) => node['Index Name']).filter(Boolean)).toEqual([index]);
      expect(nodes.map((node) => node['Node Type'])).not.toContain('Sort');
    },
  );

  it('should read rows of no garment passed over when the page is deep', async () => {
    const { direct } = statementsFor(READY, 'createdAt', 2_000);
    if (!direct) throw new Error('an index serves this');

    expect((await planOf(direct)).map((node) => node['Node Type'])).toContain('Index Only Scan');
  });

  it.each<[GarmentConditions, GarmentSortField, RegExp]>([
    [{ ...READY, tags: ['rare'] }, 'createdAt', /^garment_tags$/],
    [{ ...READY, colourwayGroup: 'group 7' }, 'createdAt', /^garment_colourway$/],
    [{ ...READY, search: 's77' }, 'createdAt', /^garment_search$/],
    [{ ...READY, search: 'name s77' }, 'name', /^garment_search$/],
    [{ category: ['LOWER_BODY'] }, 'createdAt', /^garment_category_/],
    [{ status: ['REJECTED'] }, 'sku', /^garment_(status|category)_/],
    [{ status: ['REJECTED', 'DRAFT'] }, 'createdAt', /^garment_(status|category)_/],
  ])('should use indexes only when conditions are %j and the order %s', async (conditions, field, index) => {
    const { direct, glance, few } = statementsFor(conditions, field);

    expect(direct).toBeUndefined();
    expect(await indexesOf(glance)).toHaveLength(1);
    expect(await indexesOf(few)).toEqual(expect.arrayContaining([expect.stringMatching(index)]));
  });

  it.each<[GarmentConditions, GarmentSortField]>([
    [{ ...READY, tags: ['common'] }, 'createdAt'],
    [{ ...READY, search: 'name' }, 'name'],
    [{ status: ['READY', 'DRAFT'] }, 'createdAt'],
    [{ category: ['UPPER_BODY'] }, 'sku'],
  ])('should go through an index in order when many garments are %j', async (conditions, field) => {
    const { glance, walk } = statementsFor(conditions, field);

    expect(await indexesOf(glance)).toHaveLength(1);
    expect(await indexesOf(walk)).toHaveLength(1);
  });

  it('should need no statement when nothing can match', () => {
    const query = { sort: { field: 'name', order: 'ASC' }, skip: 0, take: 20 } as const;

    expect(pageStatements(channelId, { ...query, conditions: { status: [] } })).toBeUndefined();
    expect(pageStatements(channelId, { ...query, conditions: { search: '--' } })).toBeUndefined();
  });
});

describe('countStatement', () => {
  it('should read no garment when conditions are status and category only', async () => {
    const statement = countStatement(channelId, { ...READY, category: ['DRESS'] });
    if (!statement) throw new Error('something can match');

    const relations = (await planOf(statement)).map((node) => node['Relation Name']).filter(Boolean);

    expect(new Set(relations)).toEqual(new Set(['garment_count']));
  });

  it('should use an index when it must look at garments', async () => {
    expect(await indexesOf(countStatement(channelId, { ...READY, tags: ['rare'] }))).toContain(
      'garment_tags',
    );
    expect(await indexesOf(countStatement(channelId, { ...READY, search: 's77' }))).toContain(
      'garment_search',
    );
  });
});
