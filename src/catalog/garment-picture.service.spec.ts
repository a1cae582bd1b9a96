import { setTimeout as pause } from 'node:timers/promises';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RequestContext } from '../access/request-context.js';
import { PictureError } from '../images/picture-error.js';
import { BlobOwnerRegistry } from '../storage/blob-owner-registry.js';
import { GarmentBlobsOwner } from './garment-blobs.owner.js';
import { GarmentFeatures } from './garment-features.entity.js';
import { MAX_PICTURES } from './garment-picture.service.js';
import { stateName } from './garment-picture.repository.js';
import type { Garment } from './garment.entity.js';
import { GarmentJob } from './garment.job.js';
import { CatalogFixture, MODEL_DIGEST } from './testing/catalog-fixture.js';
import { drawnPicture } from './testing/drawn-picture.js';

const PRIMARY = { primary: true };
const EXTRA = { primary: false };

let catalog: CatalogFixture;
let ctx: RequestContext;
let garment: Garment;
let picture: Buffer;

beforeAll(async () => {
  catalog = await CatalogFixture.open();
  picture = await drawnPicture();
}, 60_000);
afterAll(() => catalog.close());
beforeEach(async () => {
  ctx = await catalog.context();
  garment = await catalog.garment(ctx, 'A');
  catalog.jobs.length = 0;
});
afterEach(() => vi.restoreAllMocks());

async function current(): Promise<Garment> {
  const found = await catalog.service.find(ctx, garment.id);
  if (!found) throw new Error('the garment is there');
  return found;
}

async function store(bytes: Buffer, options: { primary: boolean }): Promise<string> {
  const stored = await catalog.pictures.store(ctx.channel.id, garment.id, bytes, options);
  if (typeof stored === 'string') throw new Error(stored);
  return stored.id;
}

async function pictureIds(): Promise<string[]> {
  const pictures = await catalog.pictures.of(ctx.channel.id, [garment.id], { primaryOnly: false });
  return (pictures.get(garment.id) ?? []).map(({ id }) => id);
}

const prepare = (): Promise<void> => catalog.preparation.run(ctx.channel.id, garment.id);

describe('GarmentPictureService.store', () => {
  it('should have the garment prepared when its first picture comes', async () => {
    await store(picture, EXTRA);

    expect((await current()).status).toBe('PREPARING');
    expect(catalog.jobs).toEqual([
      { name: 'garment.prepare', data: { channelId: ctx.channel.id, garmentId: garment.id } },
    ]);
  });

  it('should serve the picture without its metadata', async () => {
    const id = await store(picture, PRIMARY);

    const served = await catalog.pictureRows.findServed(id);
    const bytes = await catalog.blobs.get(served?.blob ?? '');

    expect(served).toMatchObject({ mediaType: 'image/jpeg', showsShopper: false });
    expect((await sharp(picture).metadata()).exif).toBeDefined();
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
    expect(bytes.includes('Secret')).toBe(false);
  });

  it('should replace the first picture, its cutout and its files when another primary one comes', async () => {
    await store(picture, PRIMARY);
    const extra = await store(picture, EXTRA);
    await prepare();
    await catalog.preparation.encodeFeatures(ctx.channel.id, garment.id);
    const before = await current();

    const id = await store(picture, PRIMARY);

    expect(await pictureIds()).toEqual([id, extra]);
    expect(await current()).toMatchObject({ status: 'PREPARING', cutoutBlob: null, cutoutDigest: null });
    expect(
      await catalog.service.features(garment.id, MODEL_DIGEST, before.cutoutDigest ?? ''),
    ).toBeUndefined();
    const folders = (await catalog.files(`garments/${garment.id}`)).map((key) => key.split('/')[2]);
    expect(new Set(folders)).toEqual(new Set([id, extra]));
  });

  it('should leave an archived garment archived', async () => {
    await catalog.service.archive(ctx, garment.id);

    await store(picture, PRIMARY);

    expect((await current()).status).toBe('ARCHIVED');
    expect(catalog.jobs).toEqual([]);
  });

  it('should keep nothing when there are too many pictures', async () => {
    for (let index = 0; index < MAX_PICTURES; index++) await store(picture, EXTRA);
    const files = await catalog.files(`garments/${garment.id}`);

    expect(await catalog.pictures.store(ctx.channel.id, garment.id, picture, EXTRA)).toBe('TOO_MANY');

    expect(await catalog.files(`garments/${garment.id}`)).toHaveLength(files.length);
  });

  it('should keep nothing when the bytes are no picture', async () => {
    const stored = catalog.pictures.store(ctx.channel.id, garment.id, Buffer.from('<svg/>'), PRIMARY);

    await expect(stored).rejects.toBeInstanceOf(PictureError);
    expect(await catalog.files(`garments/${garment.id}`)).toEqual([]);
    expect((await current()).status).toBe('DRAFT');
  });

  it('should know no garment of another channel', async () => {
    const other = await catalog.context();

    expect(await catalog.pictures.store(other.channel.id, garment.id, picture, PRIMARY)).toBe('NOT_FOUND');
  });

  it('should end with one first picture when two come at once', async () => {
    const ids = await Promise.all([
      store(picture, PRIMARY),
      store(picture, PRIMARY),
      store(picture, PRIMARY),
    ]);

    const [left, ...others] = await pictureIds();

    expect(others).toEqual([]);
    expect(ids).toContain(left);
    expect(await catalog.files(`garments/${garment.id}`)).toHaveLength(2);
  });
});

describe('GarmentPreparationService.run', () => {
  it('should make the garment ready when the picture is good, and features follow', async () => {
    await store(picture, PRIMARY);

    await prepare();

    const ready = await current();
    expect(ready.status).toBe('READY');
    expect(ready.issues.filter(({ severity }) => severity === 'ERROR')).toEqual([]);
    const { cutoutBlob, cutoutDigest } = ready;
    expect(await catalog.service.findReady(ctx.channel.id, garment.id)).toEqual({
      id: garment.id,
      cutoutBlob,
      cutoutDigest,
    });
    const served = await catalog.pictureRows.findServedCutout(stateName(ready));
    const cutout = await sharp(await catalog.blobs.get(served?.blob ?? '')).metadata();
    expect(cutout).toMatchObject({ width: ready.cutoutWidth, height: ready.cutoutHeight, hasAlpha: true });
    expect(catalog.jobs.at(-1)?.name).toBe('garment.encode-features');
  });

  it('should change nothing when it runs again', async () => {
    await store(picture, PRIMARY);
    await prepare();
    const before = await current();
    const files = await catalog.files(`garments/${garment.id}`);

    await prepare();

    expect(await current()).toEqual(before);
    expect(await catalog.files(`garments/${garment.id}`)).toEqual(files);
  });

  it('should reject the garment with reasons when no garment is on the picture', async () => {
    await store(await drawnPicture({ empty: true }), PRIMARY);

    await prepare();

    const rejected = await current();
    expect(rejected).toMatchObject({ status: 'REJECTED', cutoutBlob: null });
    expect(rejected.issues.some(({ severity }) => severity === 'ERROR')).toBe(true);
    expect(await catalog.service.findReady(ctx.channel.id, garment.id)).toEqual({ status: 'REJECTED' });
  });

  it('should reject the garment with the reason when the picture cannot be read', async () => {
    await store(picture, PRIMARY);
    vi.spyOn(catalog.inference, 'prepareGarment').mockRejectedValue(
      new PictureError('BROKEN', 'Send it again.'),
    );

    await prepare();

    expect((await current()).issues).toEqual([
      { code: 'BROKEN', severity: 'ERROR', message: 'Send it again.' },
    ]);
  });

  it('should prepare the new picture when the old one is replaced meanwhile', async () => {
    await store(picture, PRIMARY);
    const other = await drawnPicture({ colour: '#a03020' });
    const { prepareGarment } = catalog.inference;
    const prepared: Buffer[] = [];
    let id = '';
    vi.spyOn(catalog.inference, 'prepareGarment').mockImplementation(async (bytes, limits) => {
      prepared.push(Buffer.from(bytes));
      if (prepared.length === 1) id = await store(other, PRIMARY);
      return prepareGarment(bytes, limits);
    });

    await prepare();

    expect(prepared).toEqual([picture, other]);
    expect(await current()).toMatchObject({
      status: 'READY',
      cutoutBlob: expect.stringContaining(id) as string,
    });
    expect((await catalog.files(`garments/${garment.id}`)).every((key) => key.includes(id))).toBe(true);
  });

  it('should leave the garment archived when it is archived meanwhile', async () => {
    await store(picture, PRIMARY);
    const { prepareGarment } = catalog.inference;
    vi.spyOn(catalog.inference, 'prepareGarment').mockImplementation(async (bytes, limits) => {
      await catalog.service.archive(ctx, garment.id);
      return prepareGarment(bytes, limits);
    });

    await prepare();

    expect(await current()).toMatchObject({ status: 'ARCHIVED', cutoutBlob: null });
  });

  it('should reject the garment when its last try fails through a fault of the server', async () => {
    await store(picture, PRIMARY);
    vi.spyOn(catalog.inference, 'prepareGarment').mockRejectedValue(new Error('a worker died'));
    const job = new GarmentJob(catalog.preparation);
    const data = { channelId: ctx.channel.id, garmentId: garment.id };

    await expect(job.prepare(data, { attempt: 1 })).rejects.toThrow();
    expect((await current()).status).toBe('PREPARING');
    await expect(job.prepare(data, { attempt: 3 })).rejects.toThrow();

    expect(await current()).toMatchObject({ status: 'REJECTED', issues: [{ code: 'PREPARATION_FAILED' }] });
  });
});

describe('GarmentPreparationService.encodeFeatures', () => {
  it('should store features once for each model and cutout', async () => {
    await store(picture, PRIMARY);
    await prepare();
    const encode = vi.spyOn(catalog.inference, 'encodeGarment');

    await catalog.preparation.encodeFeatures(ctx.channel.id, garment.id);
    await catalog.preparation.encodeFeatures(ctx.channel.id, garment.id);

    const { cutoutDigest, cutoutBlob } = await current();
    const cutout = await catalog.blobs.get(cutoutBlob ?? '');
    expect(encode).toHaveBeenCalledTimes(1);
    expect(String(await catalog.service.features(garment.id, MODEL_DIGEST, cutoutDigest ?? ''))).toBe(
      String(cutout.length),
    );
    expect(await catalog.service.features(garment.id, 'model-2', cutoutDigest ?? '')).toBeUndefined();
    expect(await catalog.service.features(garment.id, MODEL_DIGEST, 'other')).toBeUndefined();
  });

  it('should store nothing when the picture is replaced meanwhile', async () => {
    await store(picture, PRIMARY);
    await prepare();
    vi.spyOn(catalog.inference, 'encodeGarment').mockImplementation(async () => {
      await store(picture, PRIMARY);
      return { features: Buffer.from('old'), modelDigest: MODEL_DIGEST };
    });

    await catalog.preparation.encodeFeatures(ctx.channel.id, garment.id);

    const rows = catalog.database.getRepository(GarmentFeatures);
    expect(await rows.countBy({ garmentId: garment.id })).toBe(0);
  });
});

describe('what is served', () => {
  it('should be gone when a name is malformed or the cutout has changed', async () => {
    await store(picture, PRIMARY);
    await prepare();
    const name = stateName(await current());
    await pause(2);
    await catalog.service.update(ctx, garment.id, { name: 'New' });

    expect(await catalog.pictureRows.findServedCutout(name)).toBeUndefined();
    expect(await catalog.pictureRows.findServedCutout(stateName(await current()))).toBeDefined();
    expect(await catalog.pictureRows.findServed('../x')).toBeUndefined();
    expect(await catalog.pictureRows.findServedCutout('x')).toBeUndefined();
  });
});

describe('GarmentBlobsOwner', () => {
  it('should claim every file of a garment and none besides', async () => {
    await store(picture, PRIMARY);
    await store(picture, EXTRA);
    await prepare();
    await catalog.preparation.encodeFeatures(ctx.channel.id, garment.id);
    const files = await catalog.files(`garments/${garment.id}`);
    const orphan = await catalog.blobs.put(`garments/${garment.id}/left-over`, Buffer.from('x'));
    const registry = new BlobOwnerRegistry();
    new GarmentBlobsOwner(catalog.database, registry).onModuleInit();
    const owner = registry.all().find(({ folder }) => folder === 'garments');

    const inUse = await owner?.inUse([...files, orphan]);

    expect(files).toHaveLength(7);
    expect(inUse).toEqual(new Set(files));
  });
});
