import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ShopperContext } from '../access/request-context.js';
import { BLOB_STORE, type BlobStore } from '../storage/blob-store.js';
import { PersonDeletionService } from './person-deletion.service.js';
import { shopperOf } from './person-owner.js';
import { MAX_LIVE_PHOTOS, PersonPhotoService } from './person-photo.service.js';
import { PersonsApp } from './testing/persons-app.js';

const CONSENT = { consentVersion: '1', consentScope: 'TRY_ON' } as const;

describe('PersonPhotoService', () => {
  let app: PersonsApp;
  let persons: PersonPhotoService;
  let ctx: ShopperContext;
  let photo: Buffer;

  beforeAll(async () => {
    app = await PersonsApp.open();
    persons = app.get(PersonPhotoService);
    photo = await picture(240, 320, '#8899aa');
  }, 60_000);

  afterAll(() => app.close());

  beforeEach(async () => {
    ctx = await app.shopper();
  });

  afterEach(() => {
    vi.restoreAllMocks();
    app.holdUploads(() => Promise.resolve());
  });

  async function upload(owner = ctx): Promise<string> {
    const { id, url } = await app.awaitUpload(owner);
    await app.put(url, photo);
    return id;
  }

  describe('createUpload', () => {
    it('should refuse and store nothing when another consent version is named than the shop has', async () => {
      const decision = await persons.createUpload(ctx, { ...CONSENT, consentVersion: '0' });

      expect(decision).toEqual({ kind: 'CONSENT_REQUIRED', consentVersion: '1' });
      expect(await app.sql('SELECT id FROM person_photo WHERE shopper_id = $1', [ctx.shopperId])).toEqual([]);
    });

    it('should have recorded version, scope and time of the consent before any byte can come', async () => {
      const before = Date.now();

      const { id } = await app.awaitUpload(ctx);

      const [row] = await app.sql<Record<string, unknown>>('SELECT * FROM person_photo WHERE id = $1', [id]);
      expect(row).toMatchObject({
        state: 'AWAITING_UPLOAD',
        consent_version: '1',
        consent_scope: 'TRY_ON',
        shopper_id: ctx.shopperId,
        photo_blob: null,
      });
      const consentedAt = (row?.consented_at as Date).getTime();
      expect(consentedAt).toBeGreaterThanOrEqual(before);
      expect((row?.expires_at as Date).getTime() - consentedAt).toBe(app.config.personPhotoSeconds * 1000);
    });

    it('should let exactly the quota through when a shopper asks for more at once, and say when to come back', async () => {
      const decisions = await Promise.all(
        Array.from({ length: MAX_LIVE_PHOTOS + 3 }, () => persons.createUpload(ctx, CONSENT)),
      );

      const refused = decisions.filter(({ kind }) => kind === 'QUOTA_EXCEEDED');
      expect(refused).toHaveLength(3);
      for (const decision of refused) {
        if (decision.kind !== 'QUOTA_EXCEEDED') continue;
        expect(decision.retryAfterMs).toBeGreaterThan(0);
        expect(decision.retryAfterMs).toBeLessThanOrEqual(app.config.personPhotoSeconds * 1000);
      }
      expect((await persons.createUpload(await app.shopper(ctx.channel), CONSENT)).kind).toBe('ALLOWED');
    });

    it('should not count photos whose time is up', async () => {
      for (let i = 0; i < MAX_LIVE_PHOTOS; i++) await app.awaitUpload(ctx);
      await app.sql(`UPDATE person_photo SET expires_at = now() - interval '1 s' WHERE shopper_id = $1`, [
        ctx.shopperId,
      ]);

      expect((await persons.createUpload(ctx, CONSENT)).kind).toBe('ALLOWED');
    });
  });

  describe('upload', () => {
    it('should answer READY and keep one file without metadata when the photo is good', async () => {
      const { id, url } = await app.awaitUpload(ctx);
      const withExif = await sharp(photo)
        .jpeg()
        .withExif({ IFD0: { Copyright: 'somebody' } })
        .toBuffer();

      const reply = await app.put(url, withExif);

      expect(reply).toEqual({ status: 200, body: { id, state: 'READY', issues: [] } });
      const files = (await app.files()).filter((key) => key.includes(id));
      expect(files).toHaveLength(1);
      const person = await persons.findForTryOn({ channelId: ctx.channel.id, shopperId: ctx.shopperId }, id);
      if (typeof person === 'string' || 'rejected' in person) throw new Error('The photo is not ready.');
      expect(person).toMatchObject({ width: 240, height: 320, isSample: false, consentVersion: '1' });
      expect(person.photoBlob).toBe(files[0]);
    });

    it('should answer REJECTED with the reason and keep no byte when the photo is too dark', async () => {
      const { id, url } = await app.awaitUpload(ctx);

      const reply = await app.put(url, await picture(240, 320, '#000000'));

      expect(reply.status).toBe(422);
      expect(reply.body).toMatchObject({ id, state: 'REJECTED', issues: [{ code: 'TOO_DARK' }] });
      expect((await app.files()).filter((key) => key.includes(id))).toEqual([]);
      expect(await persons.find(ctx, id)).toMatchObject({ state: 'REJECTED', photoBlob: null, digest: null });
      const person = await persons.findForTryOn({ channelId: ctx.channel.id, shopperId: ctx.shopperId }, id);
      expect(person).toMatchObject({ rejected: [{ code: 'TOO_DARK', severity: 'ERROR' }] });
    });

    it('should answer in the same shape when the bytes are no picture', async () => {
      const { id, url } = await app.awaitUpload(ctx);

      const reply = await app.put(url, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));

      expect(reply.status).toBe(422);
      expect(reply.body).toMatchObject({ id, state: 'REJECTED', issues: [{ code: 'UNSUPPORTED_TYPE' }] });
    });

    it('should answer 409 with the state when the bytes came before', async () => {
      const { id, url } = await app.awaitUpload(ctx);
      await app.put(url, photo);

      const reply = await app.put(url, await picture(240, 320, '#336699'));

      expect(reply).toEqual({ status: 409, body: { id, state: 'READY', issues: [] } });
    });

    it.each([
      ['different', '#336699'],
      ['equal', '#8899aa'],
    ])(
      'should let one of two simultaneous uploads of %s photos win and keep its file only',
      async (_, second) => {
        const { id, url } = await app.awaitUpload(ctx);
        const other = await picture(240, 320, second);
        app.holdUploads(meeting(2));

        const replies = await Promise.all([app.put(url, photo), app.put(url, other)]);

        expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
        const stored = await persons.find(ctx, id);
        expect((await app.files()).filter((key) => key.includes(id))).toEqual([stored?.photoBlob]);
      },
    );

    it('should answer 404 and keep nothing when the photo expires while it is processed', async () => {
      const { id, url } = await app.awaitUpload(ctx);
      app.holdUploads(() => app.expire(id));

      const reply = await app.put(url, photo);

      expect(reply).toMatchObject({ status: 404, body: { error: { code: 'PERSON_PHOTO_NOT_FOUND' } } });
      expect((await app.files()).filter((key) => key.includes(id))).toEqual([]);
    });

    it('should refuse a URL whose path was changed to another photo', async () => {
      const { url } = await app.awaitUpload(ctx);
      const { id: other } = await app.awaitUpload(ctx);

      const reply = await app.put(url.replace(/[0-9a-f-]{36}(?=\/photo)/, other), photo);

      expect(reply).toMatchObject({ status: 403, body: { error: { code: 'URL_NOT_VALID' } } });
    });
  });

  describe('reading', () => {
    it('should hide a photo from other shoppers and other channels as if it did not exist', async () => {
      const id = await upload();
      const neighbour = await app.shopper(ctx.channel);
      const stranger = { ...(await app.shopper()), shopperId: ctx.shopperId };

      for (const other of [neighbour, stranger]) {
        expect(await persons.find(other, id)).toBeNull();
        const reader = { channelId: other.channel.id, shopperId: other.shopperId };
        expect(await persons.findForTryOn(reader, id)).toBe('NOT_FOUND');
      }
      expect(await persons.findForTryOn({ channelId: ctx.channel.id }, id)).toBe('NOT_FOUND');
    });

    it('should hide a photo whose time is up before the sweeper has come', async () => {
      const id = await upload();
      await app.expire(id);

      const reader = { channelId: ctx.channel.id, shopperId: ctx.shopperId };
      expect(await persons.find(ctx, id)).toBeNull();
      expect(await persons.findForTryOn(reader, id)).toBe('NOT_FOUND');
    });

    it('should tell a try-on that the bytes have not come', async () => {
      const { id } = await app.awaitUpload(ctx);

      const reader = { channelId: ctx.channel.id, shopperId: ctx.shopperId };
      expect(await persons.findForTryOn(reader, id)).toBe('AWAITING_UPLOAD');
    });
  });

  describe('features', () => {
    it('should give back the bytes of each model, the newest of one model', async () => {
      const id = await upload();

      await persons.storeFeatures(ctx.channel.id, id, 'model-a', Buffer.from('old'));
      await persons.storeFeatures(ctx.channel.id, id, 'model-a', Buffer.from('new'));
      await persons.storeFeatures(ctx.channel.id, id, 'model-b', Buffer.from('other'));

      expect((await persons.features(id, 'model-a'))?.toString()).toBe('new');
      expect((await persons.features(id, 'model-b'))?.toString()).toBe('other');
      expect(await persons.features(id, 'model-c')).toBeUndefined();
    });

    it('should keep nothing when the photo is deleted while its features are written', async () => {
      const id = await upload();
      const blobs = app.get<BlobStore>(BLOB_STORE);
      const put = blobs.put.bind(blobs);
      vi.spyOn(blobs, 'put').mockImplementationOnce(async (folder, bytes) => {
        await app.get(PersonDeletionService).delete(shopperOf(ctx), id);
        return put(folder, bytes);
      });

      const stored = await persons.storeFeatures(ctx.channel.id, id, 'model-a', Buffer.from('late'));

      expect(stored).toBe(false);
      expect(await readdir(join(app.config.dataDir, 'blobs/persons'))).not.toContain(id);
    });

    it('should keep nothing for another channel and leave the photo as it is', async () => {
      const id = await upload();
      const { channel } = await app.shopper();

      const stored = await persons.storeFeatures(channel.id, id, 'model-a', Buffer.from('foreign'));

      expect(stored).toBe(false);
      expect((await app.files()).filter((key) => key.includes(id))).toHaveLength(1);
    });

    it('should keep nothing when the photo is gone', async () => {
      const id = await upload();
      await app.get(PersonDeletionService).delete(shopperOf(ctx), id);

      const stored = await persons.storeFeatures(ctx.channel.id, id, 'model-a', Buffer.from('late'));

      expect(stored).toBe(false);
      expect(await readdir(join(app.config.dataDir, 'blobs/persons'))).not.toContain(id);
    });
  });

  describe('lockForResult', () => {
    it('should allow a result for a ready photo only, and only in its channel', async () => {
      const id = await upload();
      const { id: waiting } = await app.awaitUpload(ctx);
      const { channel } = await app.shopper();

      const allowed = await app
        .get(DataSource)
        .transaction(async (manager) => [
          await persons.lockForResult(manager, ctx.channel.id, id),
          await persons.lockForResult(manager, ctx.channel.id, waiting),
          await persons.lockForResult(manager, channel.id, id),
        ]);

      expect(allowed).toEqual([true, false, false]);
    });
  });
});

function picture(width: number, height: number, background: string): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
}

/** Lets callers go on when so many have come. */
function meeting(expected: number): () => Promise<void> {
  let arrive = (): void => undefined;
  const all = new Promise<void>((resolve) => (arrive = resolve));
  let arrived = 0;
  return () => {
    if (++arrived === expected) arrive();
    return all;
  };
}
