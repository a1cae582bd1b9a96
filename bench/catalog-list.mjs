/**
 * How long lists of garments take with 1,000 and with 100,000 garments in a channel, and which indexes serve them.
 *
 *     npm run build && node bench/catalog-list.mjs
 *
 * Runs on a fresh embedded database, or on the server of DATABASE_URL in a channel of its own, which it removes.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { Channel } from '../dist/access/channel.entity.js';
import { GarmentFeatures } from '../dist/catalog/garment-features.entity.js';
import { countStatement, pageStatements } from '../dist/catalog/garment-list.sql.js';
import { Garment } from '../dist/catalog/garment.entity.js';
import { GarmentRepository } from '../dist/catalog/garment.repository.js';
import { dataSourceOptions } from '../dist/database/data-source-options.js';
import { EmbeddedPostgres } from '../dist/database/embedded/embedded-postgres.js';
import { openDataSource } from '../dist/database/open-data-source.js';

const SIZES = [1_000, 100_000];
const REPEATS = 60;
const SHOP = { status: ['READY'] };

/** @type {[string, object][]} */
const SHAPES = [
  ['shop: newest first', { conditions: SHOP }],
  ['shop: oldest first', { conditions: SHOP, order: 'ASC' }],
  ['shop: by name', { conditions: SHOP, field: 'name', order: 'ASC' }],
  ['shop: category, common', { conditions: { ...SHOP, category: ['UPPER_BODY'] } }],
  ['shop: category, none', { conditions: { ...SHOP, category: ['DRESS'] } }],
  ['shop: category, by name', { conditions: { ...SHOP, category: ['DRESS'] }, field: 'name', order: 'ASC' }],
  ['shop: two categories', { conditions: { ...SHOP, category: ['UPPER_BODY', 'DRESS'] } }],
  ['shop: tag, of half', { conditions: { ...SHOP, tags: ['summer'] } }],
  ['shop: tag, of 1 in 1,000', { conditions: { ...SHOP, tags: ['rare'] } }],
  ['shop: colourway group', { conditions: { ...SHOP, colourwayGroup: 'group-7' } }],
  ['shop: search, one word of half', { conditions: { ...SHOP, search: 'summer' } }],
  ['shop: search, a beginning', { conditions: { ...SHOP, search: 'lin' } }],
  ['shop: search, one garment', { conditions: { ...SHOP, search: 'S-777' } }],
  ['shop: search, nothing', { conditions: { ...SHOP, search: 'zzz' } }],
  ['shop: skip 900', { conditions: SHOP, skip: 900 }],
  ['shop: skip 10,000', { conditions: SHOP, skip: 10_000 }],
  ['admin: newest first', {}],
  ['admin: by sku', { field: 'sku', order: 'ASC' }],
  ['admin: by name', { field: 'name', order: 'ASC' }],
  ['admin: last changed first', { field: 'updatedAt' }],
  ['admin: rejected', { conditions: { status: ['REJECTED'] } }],
  ['admin: rejected, by sku', { conditions: { status: ['REJECTED'] }, field: 'sku', order: 'ASC' }],
  ['admin: draft and rejected', { conditions: { status: ['DRAFT', 'REJECTED'] } }],
  ['admin: all but archived', { conditions: { status: ['DRAFT', 'PREPARING', 'READY', 'REJECTED'] } }],
  ['admin: category', { conditions: { category: ['DRESS'] } }],
  ['admin: category, by sku', { conditions: { category: ['DRESS'] }, field: 'sku', order: 'ASC' }],
  ['admin: skip 10,000', { skip: 10_000 }],
];

const FILL = `
  INSERT INTO garment (channel_id, sku, name, category, status, tags, colourway_group, cutout_blob, cutout_digest,
    search_words, created_at, updated_at)
  SELECT $1, 'S-' || n, name, category, status, tags, group_name, cutout, cutout,
    array['s', n::text] || string_to_array(lower(name), ' ') || tags,
    now() - n * interval '1 minute', now() - hashint4(n) % 100000 * interval '1 second'
  FROM generate_series($2::int, $3::int) AS n,
  LATERAL (SELECT
    (array['Linen', 'Cotton', 'Wool', 'Silk', 'Denim', 'Lyocell'])[n % 6 + 1] || ' ' ||
      (array['shirt', 'blouse', 'jacket', 'top', 'pullover'])[n % 5 + 1] || ' ' || n AS name,
    CASE WHEN n % 20 = 0 THEN 'LOWER_BODY' ELSE 'UPPER_BODY' END AS category,
    CASE WHEN n % 25 = 1 THEN 'DRAFT' WHEN n % 50 = 3 THEN 'REJECTED' WHEN n % 50 = 4 THEN 'ARCHIVED' ELSE 'READY' END
      AS status,
    CASE WHEN n % 2 = 0 THEN array['summer'] ELSE array['winter'] END
      || CASE WHEN n % 1000 = 7 THEN array['rare'] ELSE array[]::text[] END AS tags,
    CASE WHEN n % 3 = 0 THEN 'group-' || n / 12 END AS group_name,
    'cutout-' || n AS cutout) AS drawn`;

const { dataSource, close } = await open();
const channelId = randomUUID();
await dataSource.query(
  `INSERT INTO channel (id, code, name, try_ons_per_shopper_hour) VALUES ($1, $2, 'Bench', 1)`,
  [channelId, `bench-${channelId.slice(0, 8)}`],
);
try {
  const garments = new GarmentRepository(dataSource.getRepository(Garment));
  const results = new Map();
  let filled = 0;
  for (const size of SIZES) {
    await dataSource.query(FILL, [channelId, filled + 1, size]);
    filled = size;
    if (!process.argv.includes('--without-statistics')) await dataSource.query('VACUUM (ANALYZE) garment');
    for (const [name, shape] of SHAPES) {
      const rows = results.get(name) ?? [];
      rows.push(await measure(garments, toQuery(shape)));
      results.set(name, rows);
    }
  }
  await print(results);
} finally {
  await dataSource.query('DELETE FROM channel WHERE id = $1', [channelId]);
  await close();
}

async function open() {
  const entities = [Garment, GarmentFeatures, Channel];
  const onPoolError = () => undefined;
  if (process.env.DATABASE_URL) {
    const options = dataSourceOptions({ kind: 'url', url: process.env.DATABASE_URL }, 4, onPoolError);
    const dataSource = await openDataSource({ ...options, entities });
    return { dataSource, close: () => dataSource.destroy() };
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'tryflow-bench-'));
  const embedded = await EmbeddedPostgres.open({ dataDir, logger: { event: () => undefined } });
  const settings = { kind: 'embedded', connection: embedded.connection };
  const dataSource = await openDataSource({ ...dataSourceOptions(settings, 4, onPoolError), entities });
  return {
    dataSource,
    close: async () => {
      await dataSource.destroy();
      await embedded.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function toQuery({ conditions = {}, field = 'createdAt', order = 'DESC', skip = 0 }) {
  return { conditions, sort: { field, order }, skip, take: 20 };
}

/** Milliseconds of the page's rows and of the count. */
async function measure(garments, query) {
  const list = [];
  const count = [];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    list.push(await time(() => garments.list(channelId, query)));
    count.push(await time(() => garments.count(channelId, query.conditions)));
  }
  return { list: quantiles(list.slice(5)), count: quantiles(count.slice(5)) };
}

async function time(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function quantiles(samples) {
  const sorted = samples.toSorted((one, other) => one - other);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { p50: at(0.5), p95: at(0.95) };
}

async function print(results) {
  const head = SIZES.map((size) => `n=${size}`.padStart(16)).join('');
  console.log(
    `milliseconds p50 / p95, pages of 20; * = index only\n${''.padEnd(34)}${head}   ratio   count n=${SIZES.at(-1)}   indexes`,
  );
  for (const [name, shape] of SHAPES) {
    const rows = results.get(name);
    const cells = rows
      .map(({ list }) => `${list.p50.toFixed(1)} / ${list.p95.toFixed(1)}`.padStart(16))
      .join('');
    const ratio = (rows.at(-1).list.p95 / rows[0].list.p95).toFixed(1);
    const { count } = rows.at(-1);
    const statements = Object.entries(pageStatements(channelId, toQuery(shape))).filter(([, one]) => one);
    const plans = await Promise.all(
      statements.map(async ([kind, one]) => `${kind}: ${await indexesOf(one)}`),
    );
    const indexes = plans.join('; ');
    const counted = await indexesOf(countStatement(channelId, toQuery(shape).conditions));
    console.log(
      `${name.padEnd(34)}${cells}${ratio.padStart(8)}${`${count.p50.toFixed(1)} / ${count.p95.toFixed(1)}`.padStart(16)}   ${indexes}; count: ${counted}`,
    );
  }
}

/** Names of the indexes in the statement's plan, and `Seq Scan` or `Sort` where there is one. */
async function indexesOf(statement) {
  const [row] = await dataSource.query(`EXPLAIN (FORMAT JSON) ${statement.text}`, [...statement.values]);
  const found = new Set();
  const visit = (node) => {
    if (node['Index Name'])
      found.add(`${node['Node Type'] === 'Index Only Scan' ? '*' : ''}${node['Index Name']}`);
    if (['Seq Scan', 'Sort', 'Incremental Sort'].includes(node['Node Type'])) found.add(node['Node Type']);
    for (const child of node.Plans ?? []) visit(child);
  };
  visit(row['QUERY PLAN'][0].Plan);
  return [...found].join(', ');
}
