import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RequestContext } from '../access/request-context.js';
import type { FeedFormat } from '../api/admin-api.types.js';
import type { SignedUrlService } from '../transfer/signed-url.service.js';
import { UploadRegistry } from '../transfer/upload-registry.js';
import { GarmentBatchRepository } from './garment-batch.repository.js';
import { GarmentFeedUpload } from './garment-feed.upload.js';
import { GarmentImportError } from './garment-import-error.entity.js';
import { GarmentImport } from './garment-import.entity.js';
import { GarmentImportJob } from './garment-import.job.js';
import { GarmentImportRepository } from './garment-import.repository.js';
import { Garment } from './garment.entity.js';
import { CatalogFixture } from './testing/catalog-fixture.js';

const PAGE = { skip: 0, take: 2_000 };

let catalog: CatalogFixture;
let imports: GarmentImportRepository;
let batches: GarmentBatchRepository;
let upload: GarmentFeedUpload;
let job: GarmentImportJob;
let ctx: RequestContext;

beforeAll(async () => {
  catalog = await CatalogFixture.open();
  imports = new GarmentImportRepository(
    catalog.database.getRepository(GarmentImport),
    catalog.database.getRepository(GarmentImportError),
  );
  batches = new GarmentBatchRepository();
  const urls = {} as SignedUrlService;
  upload = new GarmentFeedUpload(
    catalog.config,
    imports,
    catalog.queue,
    urls,
    new UploadRegistry(),
    catalog.blobs,
  );
  job = new GarmentImportJob(imports, batches, catalog.blobs);
}, 60_000);
afterAll(() => catalog.close());
beforeEach(async () => {
  ctx = await catalog.context();
  catalog.jobs.length = 0;
});
afterEach(() => vi.restoreAllMocks());

/** An import whose feed has come. */
async function received(feed: string, format: FeedFormat = 'CSV'): Promise<string> {
  const { id } = await imports.create(ctx.channel.id, format);
  const target = { channelId: ctx.channel.id, id, option: 'feed' };
  const { status } = await upload.receive(target, Buffer.from(feed));
  expect(status).toBe(200);
  return id;
}

const run = (importId: string, signal = new AbortController().signal): Promise<void> =>
  job.run({ channelId: ctx.channel.id, importId }, { signal });

async function imported(feed: string, format?: FeedFormat): Promise<GarmentImport> {
  const id = await received(feed, format);
  await run(id);
  return find(id);
}

async function find(id: string): Promise<GarmentImport> {
  const found = await imports.find(ctx.channel.id, id);
  if (!found) throw new Error('the import is there');
  return found;
}

const garments = (): Promise<Garment[]> =>
  catalog.database
    .getRepository(Garment)
    .find({ where: { channelId: ctx.channel.id }, order: { sku: 'ASC' } });

describe('an import', () => {
  it('should create unknown garments, change known ones and report the rest by line', async () => {
    await catalog.garment(ctx, 'B', { name: 'Old', description: 'kept', tags: ['old'] });

    const done = await imported(
      [
        'sku,name,category,tags,price,currency',
        'A,Shirt,UPPER_BODY,linen|summer,19.90,EUR',
        'B,New,DRESS,,,',
        'C,,UPPER_BODY,,,',
        'D,Shirt,HAT,,,',
        'A,Again,UPPER_BODY,,,',
        'E,"Blouse, ""blue""",upper body,,5,JPY',
      ].join('\r\n'),
    );

    expect(done).toMatchObject({
      state: 'COMPLETED',
      lines: 6,
      created: 2,
      updated: 1,
      failed: 3,
      feedBlob: null,
    });
    expect(done.finishedAt).toBeInstanceOf(Date);
    expect(await imports.errors(done.id, PAGE)).toMatchObject([
      { line: 4, sku: 'C', field: 'name' },
      { line: 5, sku: 'D', field: 'category' },
      { line: 6, sku: 'A', field: 'sku' },
    ]);
    expect(await garments()).toMatchObject([
      { sku: 'A', name: 'Shirt', tags: ['linen', 'summer'], priceAmountMinor: 1990, status: 'DRAFT' },
      { sku: 'B', name: 'New', category: 'DRESS', tags: [], description: 'kept', priceAmountMinor: null },
      { sku: 'E', name: 'Blouse, "blue"', priceAmountMinor: 5, priceCurrencyCode: 'JPY' },
    ]);
    expect(await catalog.files(`feeds/${done.id}`)).toEqual([]);
  });

  it('should find imported garments by their words', async () => {
    await imported('sku,name,category\nA-77,Linen shirt,DRESS\n');

    expect(await catalog.service.count(ctx, { search: 'shirt 77' })).toBe(1);
  });

  it('should leave the time of the last change alone when a line says nothing new', async () => {
    const feed = 'sku,name,category\nA,Shirt,DRESS\n';
    await imported(feed);
    const [before] = await garments();

    expect(await imported(feed)).toMatchObject({ created: 0, updated: 1 });

    expect(await garments()).toEqual([before]);
  });

  it('should ask for what a new garment needs when the feed only changes prices', async () => {
    await catalog.garment(ctx, 'A');

    const done = await imported(
      '{"sku":"A","price":"1.50","currency":"EUR"}\n{"sku":"B"}\n{"sku":}',
      'JSONL',
    );

    expect(done).toMatchObject({ state: 'COMPLETED', lines: 3, updated: 1, failed: 2 });
    expect(await imports.errors(done.id, PAGE)).toMatchObject([
      { line: 2, sku: 'B', field: 'name' },
      { line: 3, sku: null, field: null },
    ]);
  });

  it('should leave garments of other channels alone', async () => {
    const other = await catalog.context();
    await catalog.garment(other, 'A', { name: 'Theirs' });

    expect(await imported('sku,name,category\nA,Ours,DRESS\n')).toMatchObject({ created: 1 });

    expect(await catalog.service.findBySku(other, 'A')).toMatchObject({ name: 'Theirs' });
  });

  it.each([
    ['', 1],
    ['name,category\nShirt,DRESS\n', 1],
  ])('should fail at the line when the feed is %j', async (feed, line) => {
    const done = await imported(feed);

    expect(done).toMatchObject({ state: 'FAILED', created: 0, failed: 1 });
    expect(await imports.errors(done.id, PAGE)).toMatchObject([{ line }]);
  });

  it('should keep what came before when the rest cannot be read', async () => {
    const done = await imported('sku,name,category\nA,Shirt,DRESS\nB,"Shirt,DRESS\nC,Shirt,DRESS\n');

    expect(done).toMatchObject({ state: 'FAILED', lines: 1, created: 1, failed: 1 });
    expect(await imports.errors(done.id, PAGE)).toMatchObject([{ line: 3 }]);
    expect(await garments()).toHaveLength(1);
  });

  it('should count all errors and keep the first thousand', async () => {
    const done = await imported(`sku,name,category\n${'X,,\n'.repeat(1_250)}`);

    expect(done).toMatchObject({ state: 'COMPLETED', lines: 1_250, failed: 1_250 });
    const errors = await imports.errors(done.id, PAGE);
    expect(errors).toHaveLength(1_000);
    expect(errors.at(-1)?.line).toBe(1_001);
  });

  it('should do nothing when it has ended', async () => {
    const done = await imported('sku,name,category\nA,Shirt,DRESS\n');

    await run(done.id);

    expect(await find(done.id)).toEqual(done);
  });
});

describe('an import that is cut off', () => {
  const feed = `sku,name,category\n${Array.from({ length: 650 }, (_, index) => `S${index},Shirt,${index % 10 === 0 ? 'HAT' : 'DRESS'}\n`).join('')}S1,again,DRESS\n`;

  it('should go on behind its last batch and count nothing twice', async () => {
    const id = await received(feed);
    const upsert = batches.upsert.bind(batches);
    let calls = 0;
    vi.spyOn(batches, 'upsert').mockImplementation(async (...args) => {
      const outcomes = await upsert(...args);
      if (++calls === 3) throw new Error('the process is killed before it commits');
      return outcomes;
    });

    await expect(run(id)).rejects.toThrow('killed');
    expect(await find(id)).toMatchObject({ state: 'RUNNING', lines: 400, created: 360, failed: 40 });
    expect(await garments()).toHaveLength(360);
    await run(id);

    expect(await find(id)).toMatchObject({
      state: 'COMPLETED',
      lines: 651,
      created: 585,
      updated: 0,
      failed: 66,
    });
    expect(await imports.errors(id, PAGE)).toHaveLength(66);
    expect(await garments()).toHaveLength(585);
  });

  it('should stop between batches when the process must end', async () => {
    const id = await received(feed);
    const controller = new AbortController();
    const upsert = batches.upsert.bind(batches);
    vi.spyOn(batches, 'upsert').mockImplementation((...args) => {
      controller.abort(new Error('time to go'));
      return upsert(...args);
    });

    await expect(run(id, controller.signal)).rejects.toThrow('time to go');

    expect(await find(id)).toMatchObject({ state: 'RUNNING', lines: 200 });
  });

  it('should be finished once when two processes work on it', async () => {
    const id = await received(feed);

    await Promise.all([run(id), run(id)]);

    expect(await find(id)).toMatchObject({ state: 'COMPLETED', lines: 651, created: 585, failed: 66 });
  });
});

describe('a batch', () => {
  it('should change a garment that somebody else creates at the same moment', async () => {
    const values = { name: 'Shirt', category: 'DRESS' } as const;
    const outcomes = await Promise.all(
      ['one', 'other'].map((name) =>
        imports.transaction((manager) =>
          batches.upsert(manager, ctx.channel.id, [
            { sku: 'A', ...values },
            { sku: 'B', ...values, name },
          ]),
        ),
      ),
    );

    expect(outcomes.flat().toSorted()).toEqual(['created', 'created', 'updated', 'updated']);
    expect(await garments()).toHaveLength(2);
  });
});

describe('GarmentFeedUpload.receive', () => {
  it('should take one feed and have it imported', async () => {
    const { id } = await imports.create(ctx.channel.id, 'CSV');
    const target = { channelId: ctx.channel.id, id, option: 'feed' };

    const answers = await Promise.all([1, 2, 3].map(() => upload.receive(target, Buffer.from('sku\nA\n'))));

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    expect(catalog.jobs).toEqual([
      { name: 'catalog.import', data: { channelId: ctx.channel.id, importId: id } },
    ]);
    expect(await catalog.files(`feeds/${id}`)).toEqual([(await find(id)).feedBlob]);
  });

  it('should know no import of another channel', async () => {
    const { id } = await imports.create(ctx.channel.id, 'CSV');
    const other = await catalog.context();

    const { status } = await upload.receive(
      { channelId: other.channel.id, id, option: 'feed' },
      Buffer.from('x'),
    );

    expect(status).toBe(404);
  });
});
