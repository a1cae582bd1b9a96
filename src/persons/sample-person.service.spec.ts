import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ShopperContext } from '../access/request-context.js';
import { SweepService } from '../sweep/sweep.service.js';
import { PersonDeletionService } from './person-deletion.service.js';
import { channelOf, shopperOf } from './person-owner.js';
import { PersonPhotoService } from './person-photo.service.js';
import { SamplePersonService } from './sample-person.service.js';
import { PersonsApp } from './testing/persons-app.js';

const PAGE = { skip: 0, take: 20 };

describe('SamplePersonService', () => {
  let app: PersonsApp;
  let samples: SamplePersonService;
  let persons: PersonPhotoService;
  let ctx: ShopperContext;
  let photo: Buffer;

  beforeAll(async () => {
    app = await PersonsApp.open();
    samples = app.get(SamplePersonService);
    persons = app.get(PersonPhotoService);
    photo = await sharp({ create: { width: 240, height: 320, channels: 3, background: '#8899aa' } })
      .png()
      .toBuffer();
  }, 60_000);

  afterAll(() => app.close());

  beforeEach(async () => {
    ctx = await app.shopper();
  });

  async function create(name: string): Promise<string> {
    const created = await samples.createSamplePersonFromBytes(ctx.channel.id, name, photo);
    if ('rejected' in created) throw new Error('The sample was rejected.');
    return created.id;
  }

  it('should be shown to shoppers once its picture has come, and to administrators before', async () => {
    const { photo: sample, ticket } = await samples.createUpload(ctx, 'Ada');
    const [before] = await samples.list(ctx, { onlyReady: true }, PAGE);
    const [known] = await samples.list(ctx, { onlyReady: false }, PAGE);

    const reply = await app.put(ticket.uploadUrl, photo);

    expect([before.length, known.length]).toEqual([0, 1]);
    expect(reply).toMatchObject({ status: 200, body: { id: sample.id, state: 'READY' } });
    const [[shown], total] = await samples.list(ctx, { onlyReady: true }, PAGE);
    expect(shown).toMatchObject({ id: sample.id, name: 'Ada', expiresAt: null });
    expect(total).toBe(1);
  });

  it('should serve its picture under a signed URL until it is deleted', async () => {
    const id = await create('Ada');
    const sample = await samples.find(ctx, id);
    const picture = sample && samples.pictureOf(sample);
    const url = (picture?.url ?? '').replace('localhost', '127.0.0.1');

    const served = await fetch(url);
    const meta = await sharp(Buffer.from(await served.arrayBuffer())).metadata();
    await app.get(PersonDeletionService).delete(channelOf(ctx), id);
    const gone = await fetch(url);

    expect(served.headers.get('content-type')).toBe('image/png');
    expect(meta).toMatchObject({ width: 240, height: 320 });
    expect(picture).toMatchObject({ width: 240, height: 320, mediaType: 'image/png' });
    expect(gone.status).toBe(404);
  });

  it('should be a person for every shopper of its channel and for none of another', async () => {
    const id = await create('Ada');
    const other = await app.shopper();

    const person = await persons.findForTryOn({ channelId: ctx.channel.id }, id);

    expect(person).toMatchObject({ id, isSample: true, shopperId: null });
    expect(await persons.findForTryOn({ channelId: other.channel.id }, id)).toBe('NOT_FOUND');
    expect(await samples.find(other, id)).toBeNull();
    expect(await app.get(PersonDeletionService).delete(channelOf(other), id)).toBe('NOT_FOUND');
    expect(await app.get(PersonDeletionService).delete(shopperOf(ctx), id)).toBe('NOT_FOUND');
  });

  it('should never list a shopper’s photo among the sample people', async () => {
    const { id, url } = await app.awaitUpload(ctx);
    await app.put(url, photo);

    expect(await samples.list(ctx, { onlyReady: false }, PAGE)).toEqual([[], 0]);
    expect(await samples.find(ctx, id)).toBeNull();
    expect(await samples.findPicture(id)).toBeUndefined();
  });

  it('should name the ready ones for pre-warming and leave out unknown and unready ids', async () => {
    const ready = [await create('Ada'), await create('Ben')];
    const { photo: waiting } = await samples.createUpload(ctx, 'Cy');

    expect(await persons.readySampleIds(ctx.channel.id)).toEqual(ready);
    expect(await persons.readySampleIds(ctx.channel.id, [ready[1] ?? '', waiting.id])).toEqual([ready[1]]);
    expect(await persons.readySampleIds(ctx.channel.id, [])).toEqual([]);
  });

  it('should stay when it is ready and go when its picture never came', async () => {
    const ready = await create('Ada');
    const { photo: abandoned } = await samples.createUpload(ctx, 'Ben');
    await app.expire(abandoned.id);

    await app.get(SweepService).sweep();

    const [rows] = await samples.list(ctx, { onlyReady: false }, PAGE);
    expect(rows.map(({ id }) => id)).toEqual([ready]);
  });

  it('should answer the reasons and keep nothing when bytes at hand cannot be used', async () => {
    const dark = await sharp({ create: { width: 240, height: 320, channels: 3, background: '#000' } })
      .png()
      .toBuffer();
    const before = await app.files();

    const created = await samples.createSamplePersonFromBytes(ctx.channel.id, 'Ada', dark);

    expect(created).toMatchObject({ rejected: [{ code: 'TOO_DARK', severity: 'ERROR' }] });
    expect(await app.files()).toEqual(before);
  });

  it('should be deleted with the results of all shoppers and a receipt', async () => {
    const id = await create('Ada');
    const results = [await app.addTryOn(ctx, id), await app.addTryOn(await app.shopper(ctx.channel), id)];

    const receipt = await app.get(PersonDeletionService).delete(channelOf(ctx), id);

    expect(receipt).toMatchObject({ photosDeleted: 1, tryOnsDeleted: 2 });
    const files = await app.files();
    expect(files.filter((key) => [id, ...results].some((part) => key.includes(part)))).toEqual([]);
  });
});
