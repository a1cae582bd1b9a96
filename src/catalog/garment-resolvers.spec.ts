import { buildSchema, type GraphQLResolveInfo, graphql } from 'graphql';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RequestContext } from '../access/request-context.js';
import { DateTimeScalar } from '../api/date-time.scalar.js';
import type { GarmentListOptions } from '../api/admin-api.types.js';
import type { SignedUrlService } from '../transfer/signed-url.service.js';
import { UploadRegistry } from '../transfer/upload-registry.js';
import { GarmentAdminResolver } from './garment.admin.resolver.js';
import type { Garment } from './garment.entity.js';
import { GarmentPictureLimits } from './garment-picture-limits.js';
import { GarmentPictureUpload } from './garment-picture.upload.js';
import { GarmentShopResolver } from './garment.shop.resolver.js';
import { GarmentViews } from './garment.view.js';
import { CatalogFixture } from './testing/catalog-fixture.js';
import { drawnPicture } from './testing/drawn-picture.js';

const EXPIRES = new Date('2026-01-01T00:00:00.000Z');

/** URLs that spell out what they would sign. */
const URLS = {
  picture: (path: string[]) => ({ url: `/pictures/${path.join('/')}`, expiresAt: EXPIRES }),
  upload: (path: string[]) => ({ url: `/uploads/${path.join('/')}`, expiresAt: EXPIRES }),
} as unknown as SignedUrlService;

let catalog: CatalogFixture;
let ctx: RequestContext;
let admin: GarmentAdminResolver;
let shop: GarmentShopResolver;
let garments: Garment[];

beforeAll(async () => {
  catalog = await CatalogFixture.open();
  const { config, pictures, service, garments: rows } = catalog;
  const views = new GarmentViews(pictures, URLS);
  const limits = new GarmentPictureLimits(config);
  const uploads = new GarmentPictureUpload(limits, rows, pictures, URLS, new UploadRegistry());
  admin = new GarmentAdminResolver(service, uploads, views);
  shop = new GarmentShopResolver(service, views);
}, 60_000);
afterAll(() => catalog.close());
afterEach(() => vi.restoreAllMocks());
beforeEach(async () => {
  ctx = await catalog.context();
  const picture = await drawnPicture({ width: 300 });
  garments = [await catalog.garment(ctx, 'A'), await catalog.garment(ctx, 'B', { tags: ['t'] })];
  for (const { id } of garments) await catalog.pictures.store(ctx.channel.id, id, picture, { primary: true });
  for (const { id } of garments) await catalog.preparation.run(ctx.channel.id, id);
});

type Answer = Readonly<Record<string, unknown>>;

/** Runs a query of the real schema against the resolver's list. */
async function query(api: 'admin' | 'shop', source: string): Promise<Answer> {
  const schema = buildSchema(readFileSync(`schema.${api}.graphql`, 'utf8'));
  Object.assign(schema.getType('DateTime') ?? {}, { serialize: DateTimeScalar.serialize });
  const context = { ...ctx, api };
  const result = await graphql({
    schema,
    source,
    rootValue: {
      garments: (
        { options }: { options?: GarmentListOptions },
        _context: unknown,
        info: GraphQLResolveInfo,
      ) => (api === 'admin' ? admin : shop).list(context, info, options),
      garment: ({ id }: { id: string }, _context: unknown, info: GraphQLResolveInfo) =>
        (api === 'admin' ? admin : shop).find(context, id, info),
    },
  });
  expect(result.errors).toBeUndefined();
  return result.data as Answer;
}

describe('garments of the APIs', () => {
  it('should show signed pictures of a page that were read at once', async () => {
    const of = vi.spyOn(catalog.pictures, 'of');

    const { garments: list } = await query(
      'shop',
      '{ garments { totalItems items { sku picture { url width mediaType } } } }',
    );

    expect(list).toMatchObject({ totalItems: 2 });
    const { items } = list as { items: { sku: string; picture: { url: string } }[] };
    expect(items.map(({ sku }) => sku)).toEqual(['B', 'A']);
    expect(items[0]?.picture).toMatchObject({ width: 300, mediaType: 'image/jpeg' });
    expect(items[0]?.picture.url).toMatch(/^\/pictures\/garment\/[0-9a-f-]{36}$/);
    expect(of).toHaveBeenCalledTimes(1);
  });

  it('should neither count nor read pictures when the client asks for neither', async () => {
    const of = vi.spyOn(catalog.pictures, 'of');
    const count = vi.spyOn(catalog.garments, 'count');

    await query('admin', '{ garments(options: { filter: { tags: ["t"] } }) { items { sku } } }');

    expect(of).not.toHaveBeenCalled();
    expect(count).not.toHaveBeenCalled();
  });

  it('should show merchants status, issues, all pictures and the cutout', async () => {
    const [first] = garments;

    const { garment } = await query(
      'admin',
      `{ garment(id: "${first?.id}") { status issues { code } pictures { id picture { url urlExpiresAt } } cutout { url mediaType } mask { url handMade } price { amountMinor } createdAt } }`,
    );

    expect(garment).toMatchObject({
      status: 'READY',
      price: null,
      pictures: [{ picture: { urlExpiresAt: EXPIRES.toISOString() } }],
      cutout: { mediaType: 'image/png' },
      mask: {
        url: expect.stringMatching(`^/pictures/garment-mask/${first?.id}-[0-9]+$`) as string,
        handMade: false,
      },
    });
  });
});

describe('admin mutations', () => {
  const info = { fieldNodes: [], fragments: {}, variableValues: {} } as unknown as GraphQLResolveInfo;

  it('should answer expected failures as members of the union', async () => {
    const [first] = garments;
    const id = '00000000-0000-0000-0000-000000000000';
    const values = { name: 'x', category: 'DRESS' } as const;

    expect(await admin.create(ctx, { ...values, sku: 'A' }, info)).toMatchObject({ __typename: 'SkuTaken' });
    expect(await admin.create(ctx, { ...values, sku: '' }, info)).toMatchObject({
      __typename: 'InvalidInput',
      errorCode: 'INVALID_INPUT',
      field: 'sku',
    });
    expect(await admin.update(ctx, { id, name: 'x' }, info)).toMatchObject({ __typename: 'NotFound' });
    expect(await admin.update(ctx, { id: first?.id ?? '', sku: 'B' }, info)).toMatchObject({
      __typename: 'SkuTaken',
    });
    expect(await admin.archive(ctx, id, info)).toMatchObject({ __typename: 'NotFound' });
    expect(await admin.restore(ctx, id, info)).toMatchObject({ __typename: 'NotFound' });
    expect(await admin.createPictureUpload(ctx, { garmentId: id })).toMatchObject({ __typename: 'NotFound' });
    await admin.archive(ctx, first?.id ?? '', info);
    expect(await admin.prepare(ctx, first?.id ?? '', info)).toMatchObject({ __typename: 'NotReady' });
  });

  it('should sign an upload for the first picture unless another one is asked for', async () => {
    const garmentId = garments[0]?.id ?? '';
    const path = `/uploads/garment-picture/${ctx.channel.id}/${garmentId}`;

    expect(await admin.createPictureUpload(ctx, { garmentId })).toMatchObject({
      __typename: 'Upload',
      uploadUrl: `${path}/primary`,
      uploadMethod: 'PUT',
      maxBytes: catalog.config.maxUploadBytes,
    });
    expect(await admin.createPictureUpload(ctx, { garmentId, primary: false })).toMatchObject({
      uploadUrl: `${path}/extra`,
    });
  });
});
