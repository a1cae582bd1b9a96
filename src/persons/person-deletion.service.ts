import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SigningService } from '../signing/signing.service.js';
import { DeletionReceipt } from './deletion-receipt.entity.js';
import { DeletionReceiptRepository } from './deletion-receipt.repository.js';
import { PersonFileError, PersonFiles } from './person-files.js';
import type { PersonOwner } from './person-owner.js';
import type { PersonPhoto } from './person-photo.entity.js';
import { PersonPhotoRepository } from './person-photo.repository.js';
import { PersonResultsRegistry } from './person-results.js';

/** Photos that one transaction ends. */
const BATCH = 100;
/** Unfinished receipts that one sweep takes on; the next one goes on. */
const MAX_UNFINISHED = 10_000;
/** Longer than any result can live (`TRY_ON_SECONDS` is at most 30 days): then nothing is left to ask the deletion of. */
export const EXPIRED_RECEIPT_MS = 31 * 86_400_000;

/** Proof of a deletion, as its asker gets it. */
export interface SignedDeletionReceipt {
  readonly id: string;
  readonly deletedAt: Date;
  readonly photosDeleted: number;
  readonly featuresDeleted: number;
  readonly tryOnsDeleted: number;
  /** HMAC-SHA-256 over the fields above in this order, base64url. */
  readonly signature: string;
}

/**
 * Deletion of people: rows first, in one transaction that also notes which files must follow, then the files. A process
 * that dies in between leaves an unfinished receipt, and the sweeper goes on from there.
 */
@Injectable()
export class PersonDeletionService {
  constructor(
    private readonly photos: PersonPhotoRepository,
    private readonly receipts: DeletionReceiptRepository,
    private readonly results: PersonResultsRegistry,
    private readonly files: PersonFiles,
    private readonly signing: SigningService,
  ) {}

  /**
   * Removes the owner's photo, features and results; answers when the files are gone too. Asked again, it answers the
   * same receipt. After the photo's expiry it removes the results that still live.
   *
   * @throws PersonFileError when files may be left; asking again, or the sweeper, removes them
   */
  async delete(owner: PersonOwner, photoId: string): Promise<SignedDeletionReceipt | 'NOT_FOUND'> {
    const receipt = await this.photos.transaction((manager) => this.deleteRows(manager, owner, photoId));
    if (!receipt) return 'NOT_FOUND';
    await this.removeFiles(receipt);
    return this.sign(receipt);
  }

  /**
   * Ends photos whose time is up, with their features. Results live on until their own expiry, so a receipt of this cause
   * stays behind: it removes the files, and it knows whose results they are, should their deletion be asked for.
   *
   * @returns photos ended, those included that never came
   */
  async deleteExpired(now: Date): Promise<number> {
    for (let total = 0; ;) {
      const ended = await this.photos.transaction(async (manager) => {
        const photos = await this.photos.lockExpired(manager, now, BATCH);
        for (const photo of photos) await this.deletePhoto(manager, photo, 'EXPIRED');
        return photos.length;
      });
      total += ended;
      if (ended < BATCH) return total;
    }
  }

  /**
   * Removes the files of deletions that were committed but not finished, and forgets receipts that nobody can ask for.
   *
   * @throws the last error when files of some could not be removed; the others are done
   */
  async finishDeletions(now: Date): Promise<number> {
    const unfinished = await this.receipts.unfinished(MAX_UNFINISHED);
    let finished = 0;
    let failure: Error | undefined;
    for (const receipt of unfinished) {
      try {
        await this.removeFiles(receipt);
        finished++;
      } catch (error) {
        failure = error instanceof Error ? error : new PersonFileError('UNKNOWN');
      }
    }
    await this.receipts.pruneExpired(new Date(now.getTime() - EXPIRED_RECEIPT_MS));
    if (failure) throw failure;
    return finished;
  }

  private async deleteRows(
    manager: EntityManager,
    owner: PersonOwner,
    photoId: string,
  ): Promise<DeletionReceipt | null> {
    const photo = await this.photos.lockOwned(manager, owner, photoId);
    if (photo) return this.deletePhoto(manager, photo, 'REQUESTED');
    const earlier = await this.receipts.lock(manager, owner, photoId);
    if (earlier?.cause !== 'EXPIRED') return earlier;
    const { deleted, folders } = await this.results.deleteResultsOf(manager, photoId);
    return this.receipts.update(manager, earlier.id, {
      cause: 'REQUESTED',
      tryOnsDeleted: earlier.tryOnsDeleted + deleted,
      deletedAt: new Date(),
      folders: [...earlier.folders, ...folders],
      filesRemovedAt: null,
    });
  }

  private async deletePhoto(
    manager: EntityManager,
    photo: PersonPhoto,
    cause: DeletionReceipt['cause'],
  ): Promise<DeletionReceipt> {
    const results =
      cause === 'REQUESTED'
        ? await this.results.deleteResultsOf(manager, photo.id)
        : { deleted: 0, folders: [] };
    const featuresDeleted = await this.photos.delete(manager, photo.id);
    return this.receipts.insert(manager, {
      channelId: photo.channelId,
      personPhotoId: photo.id,
      ownerKind: photo.ownerKind,
      shopperId: photo.shopperId,
      cause,
      photosDeleted: photo.photoBlob === null ? 0 : 1,
      featuresDeleted,
      tryOnsDeleted: results.deleted,
      deletedAt: new Date(),
      folders: [PersonFiles.folderOf(photo.id), ...results.folders],
    });
  }

  private async removeFiles(receipt: DeletionReceipt): Promise<void> {
    if (receipt.filesRemovedAt) return;
    await this.files.deleteFolders(receipt.folders);
    await this.receipts.finish(receipt);
  }

  private sign(receipt: DeletionReceipt): SignedDeletionReceipt {
    const { id, deletedAt, photosDeleted, featuresDeleted, tryOnsDeleted } = receipt;
    const counts = [photosDeleted, featuresDeleted, tryOnsDeleted];
    const parts = [id, deletedAt.toISOString(), ...counts.map(String)];
    return {
      id,
      deletedAt,
      photosDeleted,
      featuresDeleted,
      tryOnsDeleted,
      signature: this.signing.sign('deletion-receipt', parts),
    };
  }
}
