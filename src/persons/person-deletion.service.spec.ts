import sharp from 'sharp';
import { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ShopperContext } from '../access/request-context.js';
import { SigningService } from '../signing/signing.service.js';
import { BLOB_STORE, type BlobStore } from '../storage/blob-store.js';
import { SweepService } from '../sweep/sweep.service.js';
import type { DeletionReceipt } from './deletion-receipt.entity.js';
import { DeletionReceiptRepository } from './deletion-receipt.repository.js';
import { PersonDeletionService, type SignedDeletionReceipt } from './person-deletion.service.js';
import { PersonFileError } from './person-files.js';
import { channelOf, shopperOf } from './person-owner.js';
import { PersonPhotoService } from './person-photo.service.js';
import { PersonsApp } from './testing/persons-app.js';

describe('PersonDeletionService', () => {
  let app: PersonsApp;
  let deletion: PersonDeletionService;
  let persons: PersonPhotoService;
  let sweep: SweepService;
  let blobs: BlobStore;
  let ctx: ShopperContext;
  let photo: Buffer;

  beforeAll(async () => {
    app = await PersonsApp.open();
    deletion = app.get(PersonDeletionService);
    persons = app.get(PersonPhotoService);
    sweep = app.get(SweepService);
    blobs = app.get<BlobStore>(BLOB_STORE);
    photo = await sharp({ create: { width: 240, height: 320, channels: 3, background: '#8899aa' } })
      .png()
      .toBuffer();
  }, 60_000);

  afterAll(() => app.close());

  beforeEach(async () => {
    ctx = await app.shopper();
  });

  afterEach(() => {
    vi.restoreAllMocks();
    app.holdUploads(() => Promise.resolve());
  });

  /** A ready photo with features of two models. */
  async function upload(): Promise<string> {
    const { id, url } = await app.awaitUpload(ctx);
    await app.put(url, photo);
    await persons.storeFeatures(ctx.channel.id, id, 'model-a', Buffer.from('a'));
    await persons.storeFeatures(ctx.channel.id, id, 'model-b', Buffer.from('b'));
    return id;
  }

  async function deleteOwn(id: string): Promise<SignedDeletionReceipt> {
    const receipt = await deletion.delete(shopperOf(ctx), id);
    if (receipt === 'NOT_FOUND') throw new Error('The photo was not found.');
    return receipt;
  }

  async function filesOf(...ids: string[]): Promise<string[]> {
    return (await app.files()).filter((key) => ids.some((id) => key.includes(id)));
  }

  function receiptRows(photoId: string): Promise<{ cause: string; files_removed_at: Date | null }[]> {
    return app.sql('SELECT cause, files_removed_at FROM deletion_receipt WHERE person_photo_id = $1', [
      photoId,
    ]);
  }

  describe('delete', () => {
    it('should have removed photo, features, results and all their files when it answers', async () => {
      const id = await upload();
      const results = [await app.addTryOn(ctx, id), await app.addTryOn(ctx, id)];
      const other = await upload();
      const kept = await app.addTryOn(ctx, other);

      const receipt = await deleteOwn(id);

      expect(receipt).toMatchObject({ photosDeleted: 1, featuresDeleted: 2, tryOnsDeleted: 2 });
      expect(await filesOf(id, ...results)).toEqual([]);
      expect(await filesOf(other, kept)).toHaveLength(4);
      for (const table of ['person_photo WHERE id', 'person_features WHERE person_photo_id']) {
        expect(await app.sql(`SELECT 1 FROM ${table} = $1`, [id])).toEqual([]);
      }
      expect(await app.sql('SELECT id FROM try_on WHERE channel_id = $1', [ctx.channel.id])).toEqual([
        { id: kept },
      ]);
    });

    it('should sign the receipt so that no field can be changed', async () => {
      const receipt = await deleteOwn(await upload());

      const signing = app.get(SigningService);
      const { id, deletedAt, photosDeleted, featuresDeleted, tryOnsDeleted, signature } = receipt;
      const fields = [id, deletedAt.toISOString(), photosDeleted, featuresDeleted, tryOnsDeleted].map(String);
      expect(signing.verify('deletion-receipt', fields, signature)).toBe(true);
      for (const [index] of fields.entries()) {
        const forged = fields.with(index, '7');
        expect(signing.verify('deletion-receipt', forged, signature)).toBe(false);
      }
    });

    it('should answer the same receipt when asked twice, at once or later', async () => {
      const id = await upload();

      const [first, second] = await Promise.all([deleteOwn(id), deleteOwn(id)]);
      const third = await deleteOwn(id);

      expect(second).toEqual(first);
      expect(third).toEqual(first);
      expect(await receiptRows(id)).toHaveLength(1);
    });

    it('should treat a photo of another shopper, channel or kind like a missing one', async () => {
      const id = await upload();
      const neighbour = await app.shopper(ctx.channel);
      const stranger = { ...(await app.shopper()), shopperId: ctx.shopperId };

      const answers = [
        await deletion.delete(shopperOf(neighbour), id),
        await deletion.delete(shopperOf(stranger), id),
        await deletion.delete(channelOf(ctx), id),
      ];
      expect(answers).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']);
      expect(await persons.find(ctx, id)).toMatchObject({ state: 'READY' });

      await deleteOwn(id);
      expect(await deletion.delete(shopperOf(neighbour), id)).toBe('NOT_FOUND');
    });

    it('should count no photo when none has come', async () => {
      const { id } = await app.awaitUpload(ctx);

      expect(await deleteOwn(id)).toMatchObject({ photosDeleted: 0, featuresDeleted: 0, tryOnsDeleted: 0 });
    });

    it('should make an upload that is being processed answer 404 and leave no file', async () => {
      const { id, url } = await app.awaitUpload(ctx);
      app.holdUploads(async () => void (await deleteOwn(id)));

      const reply = await app.put(url, photo);

      expect(reply.status).toBe(404);
      expect(await filesOf(id)).toEqual([]);
    });

    it('should forbid the result of a try-on that still runs', async () => {
      const id = await upload();

      await deleteOwn(id);

      const allowed = await app
        .get(DataSource)
        .transaction((manager) => persons.lockForResult(manager, ctx.channel.id, id));
      expect(allowed).toBe(false);
    });
  });

  describe('when files could not be removed', () => {
    it('should be finished by the sweeper after the process died between rows and files', async () => {
      const id = await upload();
      const result = await app.addTryOn(ctx, id);
      vi.spyOn(blobs, 'deleteFolder').mockRejectedValue(failure(`EIO: persons/${id}`));

      const died = deleteOwn(id);

      await expect(died).rejects.toThrow(PersonFileError);
      await expect(died).rejects.not.toThrow(new RegExp(id));
      expect(await persons.find(ctx, id)).toBeNull();
      expect(await filesOf(id, result)).toHaveLength(4);

      vi.restoreAllMocks();
      await sweep.sweep();

      expect(await filesOf(id, result)).toEqual([]);
      expect(await receiptRows(id)).toMatchObject([{ files_removed_at: expect.any(Date) as Date }]);
      expect(await deleteOwn(id)).toMatchObject({ photosDeleted: 1, featuresDeleted: 2, tryOnsDeleted: 1 });
    });

    it('should be finished by asking again, with the receipt of the first time', async () => {
      const id = await upload();
      vi.spyOn(blobs, 'deleteFolder').mockRejectedValueOnce(failure('EIO'));
      await expect(deleteOwn(id)).rejects.toThrow(PersonFileError);

      const receipt = await deleteOwn(id);

      expect(receipt).toMatchObject({ photosDeleted: 1 });
      expect(await filesOf(id)).toEqual([]);
    });

    it('should go on with the others and report the failure when one folder cannot be removed', async () => {
      const stuck = await upload();
      const free = await upload();
      await Promise.all([app.expire(stuck), app.expire(free)]);
      const deleteFolder = blobs.deleteFolder.bind(blobs);
      vi.spyOn(blobs, 'deleteFolder').mockImplementation((folder) =>
        folder.includes(stuck) ? Promise.reject(failure('EIO')) : deleteFolder(folder),
      );

      const report = await sweep.sweep();

      expect(report.failed).toBe(1);
      expect(await filesOf(free)).toEqual([]);
      expect(await filesOf(stuck)).toHaveLength(3);
    });
  });

  describe('expiry', () => {
    it('should end photo and features and leave the results to their own expiry', async () => {
      const id = await upload();
      const result = await app.addTryOn(ctx, id);
      await app.expire(id);

      const report = await sweep.sweep();

      expect(report.expired['person photos']).toBe(1);
      expect(await app.sql('SELECT 1 FROM person_photo WHERE id = $1', [id])).toEqual([]);
      expect(await filesOf(id)).toEqual([]);
      expect(await filesOf(result)).toHaveLength(1);
    });

    it('should still let the shopper, and nobody else, delete the results afterwards', async () => {
      const id = await upload();
      const result = await app.addTryOn(ctx, id);
      await app.expire(id);
      await sweep.sweep();

      expect(await deletion.delete(shopperOf(await app.shopper(ctx.channel)), id)).toBe('NOT_FOUND');
      const receipt = await deleteOwn(id);

      expect(receipt).toMatchObject({ photosDeleted: 1, featuresDeleted: 2, tryOnsDeleted: 1 });
      expect(await filesOf(result)).toEqual([]);
      expect(await deleteOwn(id)).toEqual(receipt);
    });

    it('should leave a photo whose time is not up alone', async () => {
      const id = await upload();

      await sweep.sweep();

      expect(await persons.find(ctx, id)).toMatchObject({ state: 'READY' });
      expect(await filesOf(id)).toHaveLength(3);
    });

    it('should leave no trace of a photo that never came', async () => {
      const { id } = await app.awaitUpload(ctx);
      await app.expire(id);

      await sweep.sweep();

      expect(await receiptRows(id)).toEqual([]);
      expect(await deletion.delete(shopperOf(ctx), id)).toBe('NOT_FOUND');
    });

    it('should keep its receipt as long as results can live and a requested one for good', async () => {
      const expired = await upload();
      await app.expire(expired);
      await sweep.sweep();
      const requested = await upload();
      await deleteOwn(requested);
      await app.sql(
        `UPDATE deletion_receipt SET deleted_at = now() - interval '32 days' WHERE person_photo_id = ANY ($1)`,
        [[expired, requested]],
      );

      await sweep.sweep();

      expect(await receiptRows(expired)).toEqual([]);
      expect(await receiptRows(requested)).toHaveLength(1);
    });

    it('should not call a deletion finished when results were added to it while its files went', async () => {
      const id = await upload();
      await app.expire(id);
      await deletion.deleteExpired(new Date());
      const receipts = app.get(DeletionReceiptRepository);
      const asSweeperReadIt = (await receipts.unfinished(100)).find((row) => row.personPhotoId === id);
      await app.addTryOn(ctx, id);
      vi.spyOn(blobs, 'deleteFolder').mockRejectedValueOnce(failure('EIO'));
      await expect(deleteOwn(id)).rejects.toThrow(PersonFileError);

      await receipts.finish(asSweeperReadIt as DeletionReceipt);

      expect(await receiptRows(id)).toEqual([{ cause: 'REQUESTED', files_removed_at: null }]);
    });
  });

  it('should log nothing that tells of a photo, from its upload to its deletion, failures included', async () => {
    const id = await upload();
    const result = await app.addTryOn(ctx, id);
    const { id: dark, url } = await app.awaitUpload(ctx);
    const { id: broken, url: brokenUrl } = await app.awaitUpload(ctx);
    const person = await persons.findForTryOn({ channelId: ctx.channel.id, shopperId: ctx.shopperId }, id);
    if (typeof person === 'string' || 'rejected' in person) throw new Error('The photo is not ready.');
    await app.put(url, Buffer.from('no picture'));
    await app.put(url, photo);
    vi.spyOn(blobs, 'put').mockRejectedValueOnce(
      failure(`EACCES: open '/blobs/${person.photoBlob}/${broken}'`),
    );

    const failed = await app.put(brokenUrl, photo);
    await deleteOwn(id);
    await app.expire(dark);
    vi.spyOn(blobs, 'deleteFolder').mockRejectedValueOnce(failure(`EIO: persons/${dark}`));
    await sweep.sweep();

    expect(failed.status).toBe(500);
    const log = app.logs.join('');
    expect(log).toContain('sweep failed');
    expect(log).toContain('swept');
    const secrets = [
      id,
      dark,
      broken,
      result,
      ctx.shopperId,
      person.digest,
      person.photoBlob,
      '/uploads/person-photo',
    ];
    expect(secrets.filter((secret) => log.includes(secret))).toEqual([]);
  });
});

function failure(message: string): Error {
  return Object.assign(new Error(message), { code: message.split(':')[0] });
}
