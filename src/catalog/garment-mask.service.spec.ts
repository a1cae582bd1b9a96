import { setTimeout as pause } from 'node:timers/promises';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RequestContext } from '../access/request-context.js';
import { encodeMask } from '../images/encode-picture.js';
import { BlobOwnerRegistry } from '../storage/blob-owner-registry.js';
import { GarmentBlobsOwner } from './garment-blobs.owner.js';
import { stateName } from './garment-picture.repository.js';
import type { Garment } from './garment.entity.js';
import { CatalogFixture, MODEL_DIGEST } from './testing/catalog-fixture.js';
import { drawnPicture } from './testing/drawn-picture.js';

const SIZE = { width: 300, height: 400 };

let catalog: CatalogFixture;
let ctx: RequestContext;
let garment: Garment;
let picture: Buffer;
let pictureId: string;

beforeAll(async () => {
  catalog = await CatalogFixture.open();
  picture = await drawnPicture({ width: 300 });
}, 60_000);
afterAll(() => catalog.close());
beforeEach(async () => {
  ctx = await catalog.context();
  garment = await catalog.garment(ctx, 'A');
  pictureId = await replacePicture();
  await prepare();
  catalog.jobs.length = 0;
});
afterEach(() => vi.restoreAllMocks());

async function replacePicture(): Promise<string> {
  const stored = await catalog.pictures.store(ctx.channel.id, garment.id, picture, { primary: true });
  if (typeof stored === 'string') throw new Error(stored);
  return stored.id;
}

async function current(): Promise<Garment> {
  const found = await catalog.service.find(ctx, garment.id);
  if (!found) throw new Error('the garment is there');
  return found;
}

/** Only the chest, down to the row. */
function chest(lastRow = 300): Promise<Buffer> {
  const data = new Uint8Array(SIZE.width * SIZE.height);
  for (let y = 100; y < lastRow; y++) data.fill(255, y * SIZE.width + 90, y * SIZE.width + 210);
  return encodeMask({ ...SIZE, data });
}

const prepare = (): Promise<void> => catalog.preparation.run(ctx.channel.id, garment.id);
const store = async (mask: Promise<Buffer>) => catalog.masks.store(ctx.channel.id, pictureId, await mask);

describe('GarmentMaskService.store', () => {
  it('should have the garment cut out along the mask, under another digest', async () => {
    const before = await current();
    await catalog.preparation.encodeFeatures(ctx.channel.id, garment.id);

    expect(await store(chest())).toEqual({ garmentId: garment.id });
    expect(await current()).toMatchObject({ status: 'PREPARING', cutoutBlob: null, maskHandMade: true });
    expect(catalog.jobs.map(({ name }) => name)).toEqual(['garment.prepare']);
    await prepare();

    const after = await current();
    expect(after).toMatchObject({ status: 'READY', maskHandMade: true });
    expect(after.cutoutDigest).not.toBe(before.cutoutDigest);
    // The chest is 120 × 200 pixels and fills 94.5 % of the frame's height.
    expect(after.cutoutHeight).toBe(212);
    expect(
      await catalog.service.features(garment.id, MODEL_DIGEST, before.cutoutDigest ?? ''),
    ).toBeUndefined();
    const mask = await catalog.blobs.get(after.maskBlob ?? '');
    expect(await sharp(mask).metadata()).toMatchObject({ ...SIZE, channels: 1, depth: 'uchar' });
  });

  it('should keep the mask when the garment is prepared again', async () => {
    await store(chest());
    await prepare();
    const { cutoutDigest, maskBlob } = await current();

    await catalog.service.prepare(ctx, garment.id);
    await prepare();

    expect(await current()).toMatchObject({ status: 'READY', cutoutDigest, maskBlob, maskHandMade: true });
  });

  it('should change nothing when the bytes are no mask of the picture', async () => {
    const before = await current();
    const files = await catalog.files(`garments/${garment.id}`);

    await expect(store(chest(100))).rejects.toMatchObject({ code: 'MASK_EMPTY' });
    await expect(store(Promise.resolve(picture))).rejects.toMatchObject({ code: 'UNSUPPORTED_TYPE' });

    expect(await current()).toEqual(before);
    expect(await catalog.files(`garments/${garment.id}`)).toEqual(files);
    expect(catalog.jobs).toEqual([]);
  });

  it('should drop the mask with the picture it was drawn for', async () => {
    await store(chest());
    await prepare();

    const next = await replacePicture();
    expect(await current()).toMatchObject({ maskBlob: null, maskHandMade: false });
    await prepare();

    expect(await current()).toMatchObject({ status: 'READY', maskHandMade: false });
    expect(await store(chest())).toBe('NOT_FOUND');
    const folders = (await catalog.files(`garments/${garment.id}`)).map((key) => key.split('/')[2]);
    expect(new Set(folders)).toEqual(new Set([next]));
  });

  it('should keep nothing of a mask when the picture is replaced meanwhile', async () => {
    const { garmentMask } = catalog.inference;
    vi.spyOn(catalog.inference, 'garmentMask').mockImplementation(async (...task) => {
      await replacePicture();
      return garmentMask(...task);
    });

    expect(await store(chest())).toBe('NOT_FOUND');

    expect((await current()).maskHandMade).toBe(false);
    expect(await catalog.files(`garments/${garment.id}/${pictureId}`)).toEqual([]);
  });

  it('should prepare with the new mask when it comes during a preparation', async () => {
    await store(chest(300));
    const { prepareGarment } = catalog.inference;
    const asked = vi.spyOn(catalog.inference, 'prepareGarment').mockImplementationOnce(async (...task) => {
      await store(chest(250));
      return prepareGarment(...task);
    });

    await prepare();

    expect(asked).toHaveBeenCalledTimes(2);
    expect(await current()).toMatchObject({ status: 'READY', maskHandMade: true, cutoutHeight: 172 });
    expect(await catalog.files(`garments/${garment.id}/${pictureId}`)).not.toEqual([]);
  });

  it('should leave an archived garment archived and use the mask when it comes back', async () => {
    await catalog.service.archive(ctx, garment.id);

    await store(chest());
    expect(await current()).toMatchObject({ status: 'ARCHIVED', cutoutBlob: null, maskHandMade: true });
    await catalog.service.restore(ctx, garment.id);
    await prepare();

    expect(await current()).toMatchObject({ status: 'READY', maskHandMade: true, cutoutHeight: 212 });
  });

  it('should know no picture of another channel', async () => {
    const other = await catalog.context();

    expect(await catalog.masks.store(other.channel.id, pictureId, await chest())).toBe('NOT_FOUND');
    expect(await catalog.masks.pictureToMask(other, garment.id)).toBe('NOT_FOUND');
    expect(await catalog.masks.discard(other, garment.id)).toBe('NOT_FOUND');
  });
});

describe('GarmentMaskService.discard', () => {
  it('should go back to the very cut-out of the automatic mask', async () => {
    const { cutoutDigest, maskBlob } = await current();
    await store(chest());
    await prepare();

    await catalog.masks.discard(ctx, garment.id);
    await prepare();

    expect(await current()).toMatchObject({ status: 'READY', cutoutDigest, maskBlob, maskHandMade: false });
  });

  it('should leave a garment alone whose mask is automatic', async () => {
    const before = await current();

    expect(await catalog.masks.discard(ctx, garment.id)).toEqual(before);
    expect(catalog.jobs).toEqual([]);
  });
});

describe('the mask of a garment', () => {
  it('should be there for a rejected picture too, so that it can be corrected', async () => {
    picture = await drawnPicture({ empty: true, width: 300 });
    await replacePicture();
    picture = await drawnPicture({ width: 300 });

    await prepare();

    const rejected = await current();
    expect(rejected.status).toBe('REJECTED');
    const served = await catalog.pictureRows.findServedMask(stateName(rejected));
    expect(await sharp(await catalog.blobs.get(served?.blob ?? '')).metadata()).toMatchObject(SIZE);
  });

  it('should be gone under its name when the garment has changed', async () => {
    const name = stateName(await current());
    await pause(2);
    await store(chest());

    expect(await catalog.pictureRows.findServedMask(name)).toBeUndefined();
    expect(await catalog.pictureRows.findServedMask('x')).toBeUndefined();
  });

  it('should be claimed before the sweep, and a replaced one not', async () => {
    await store(chest(250));
    const replaced = (await current()).maskBlob ?? '';
    await store(chest(300));
    await prepare();
    const { maskBlob, cutoutBlob } = await current();
    const registry = new BlobOwnerRegistry();
    new GarmentBlobsOwner(catalog.database, registry).onModuleInit();
    const owner = registry.all().find(({ folder }) => folder === 'garments');

    const inUse = await owner?.inUse([replaced, maskBlob ?? '', cutoutBlob ?? '']);

    expect(inUse).toEqual(new Set([maskBlob, cutoutBlob]));
  });
});
