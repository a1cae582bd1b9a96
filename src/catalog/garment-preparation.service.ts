import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PictureIssue } from '../api/admin-api.types.js';
import { PictureError } from '../images/picture-error.js';
import { INFERENCE_PROVIDER, type InferenceProvider } from '../inference/inference-provider.js';
import { JobQueue } from '../jobs/job-queue.js';
import { BLOB_STORE, type BlobStore } from '../storage/blob-store.js';
import { folderOf, pictureFolder } from './garment-files.js';
import type { Garment } from './garment.entity.js';
import { GarmentPictureRepository } from './garment-picture.repository.js';
import type { GarmentPicture } from './garment-picture.entity.js';
import { GarmentRepository } from './garment.repository.js';
import { GarmentPictureLimits } from './garment-picture-limits.js';

/** Columns that a finished preparation writes. */
type PreparationResult = Pick<
  Garment,
  'status' | 'issues' | 'cutoutBlob' | 'cutoutDigest' | 'cutoutWidth' | 'cutoutHeight'
>;

/** Columns of a garment that has no cutout. */
export const NO_CUTOUT = {
  cutoutBlob: null,
  cutoutDigest: null,
  cutoutWidth: null,
  cutoutHeight: null,
} as const;

const FAILED: PictureIssue = {
  code: 'PREPARATION_FAILED',
  severity: 'ERROR',
  message:
    'The picture could not be prepared because of a fault of the server. Prepare the garment again later.',
};

/** Makes of a garment's picture what a try-on needs. */
@Injectable()
export class GarmentPreparationService {
  constructor(
    private readonly garments: GarmentRepository,
    private readonly pictures: GarmentPictureRepository,
    private readonly jobs: JobQueue,
    private readonly limits: GarmentPictureLimits,
    @Inject(INFERENCE_PROVIDER) private readonly inference: InferenceProvider,
    @Inject(BLOB_STORE) private readonly blobs: BlobStore,
  ) {}

  /** Has a locked garment prepared, once the transaction commits. */
  async begin(manager: EntityManager, garment: Garment, change: Partial<Garment> = {}): Promise<Garment> {
    const { id: garmentId, channelId } = garment;
    await this.jobs.enqueue('garment.prepare', { channelId, garmentId }, { within: manager });
    return this.garments.write(manager, garment, { ...change, status: 'PREPARING', issues: [] });
  }

  /** Prepares the garment if it waits for it: ready or rejected afterwards. Running it again changes nothing. */
  async run(channelId: string, garmentId: string): Promise<void> {
    for (;;) {
      const picture = await this.findWaiting(channelId, garmentId);
      if (!picture) return;
      const result = await this.prepare(picture);
      if (await this.finish(picture, result)) return;
      // Another picture came meanwhile. What was just made of the old one lies in its folder, which nobody needs now.
      await this.blobs.deleteFolder(pictureFolder(garmentId, picture.id));
    }
  }

  /** Rejects a garment that could not be prepared through no fault of its picture. */
  async giveUp(channelId: string, garmentId: string): Promise<void> {
    const picture = await this.findWaiting(channelId, garmentId);
    if (picture) await this.finish(picture, { ...NO_CUTOUT, status: 'REJECTED', issues: [FAILED] });
  }

  /** Stores what the active model makes of a ready garment, unless it has done so before. */
  async encodeFeatures(channelId: string, garmentId: string): Promise<void> {
    const garment = await this.garments.findTryOnColumns(channelId, garmentId);
    if (garment?.status !== 'READY' || !garment.cutoutBlob || !garment.cutoutDigest) return;
    const { cutoutBlob, cutoutDigest } = garment;
    const { digest } = this.inference.activeModel();
    if (await this.garments.featuresBlob(garmentId, digest, cutoutDigest)) return;
    const { features, modelDigest } = await this.inference.encodeGarment(await this.blobs.get(cutoutBlob));
    const blob = await this.blobs.put(folderOf(cutoutBlob), features);
    await this.garments.transaction(async (manager) => {
      const current = await this.garments.lock(manager, channelId, garmentId);
      if (current?.cutoutDigest !== cutoutDigest) return;
      await this.garments.storeFeatures(manager, { garmentId, modelDigest, cutoutDigest, blob });
    });
  }

  /** The picture to prepare; null when the garment is gone, archived or prepared already. */
  private async findWaiting(channelId: string, garmentId: string): Promise<GarmentPicture | null> {
    const garment = await this.garments.findTryOnColumns(channelId, garmentId);
    return garment?.status === 'PREPARING' ? this.pictures.findPrimary(channelId, garmentId) : null;
  }

  private async prepare({ id, garmentId, sourceBlob }: GarmentPicture): Promise<PreparationResult> {
    try {
      const source = await this.blobs.get(sourceBlob);
      const prepared = await this.inference.prepareGarment(source, this.limits);
      const issues = prepared.issues.map(({ code, severity, message }): PictureIssue => ({
        code,
        severity: severity === 'error' ? 'ERROR' : 'WARNING',
        message,
      }));
      if (issues.some(({ severity }) => severity === 'ERROR')) {
        return { ...NO_CUTOUT, status: 'REJECTED', issues };
      }
      return {
        status: 'READY',
        issues,
        cutoutBlob: await this.blobs.put(pictureFolder(garmentId, id), prepared.cutout),
        cutoutDigest: prepared.digest,
        cutoutWidth: prepared.width,
        cutoutHeight: prepared.height,
      };
    } catch (error) {
      if (!(error instanceof PictureError)) throw error;
      const { code, message } = error;
      return { ...NO_CUTOUT, status: 'REJECTED', issues: [{ code, severity: 'ERROR', message }] };
    }
  }

  /** Writes the result. Answers false when the picture was replaced meanwhile, so that the new one is to be prepared. */
  private finish({ id, channelId, garmentId }: GarmentPicture, result: PreparationResult): Promise<boolean> {
    return this.garments.transaction(async (manager) => {
      const garment = await this.garments.lock(manager, channelId, garmentId);
      if (garment?.status !== 'PREPARING') return true;
      const current = await this.pictures.findPrimary(channelId, garmentId, manager);
      if (current?.id !== id) return false;
      await this.garments.write(manager, garment, result);
      if (result.status === 'READY') {
        await this.jobs.enqueue('garment.encode-features', { channelId, garmentId }, { within: manager });
      }
      return true;
    });
  }
}
