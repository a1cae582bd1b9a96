import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PictureIssue } from '../api/admin-api.types.js';
import { PictureError } from '../images/picture-error.js';
import { INFERENCE_PROVIDER, type InferenceProvider } from '../inference/inference-provider.js';
import { JobQueue } from '../jobs/job-queue.js';
import { BLOB_STORE, type BlobKey, type BlobStore } from '../storage/blob-store.js';
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
> &
  Partial<Pick<Garment, 'maskBlob'>>;

/** Columns of a garment that has no cutout. */
export const NO_CUTOUT = {
  cutoutBlob: null,
  cutoutDigest: null,
  cutoutWidth: null,
  cutoutHeight: null,
} as const;

/** Columns of a garment that has no mask. */
export const NO_MASK = { maskBlob: null, maskHandMade: false } as const;

/** What a garment is prepared of. */
interface PreparationSource {
  readonly picture: GarmentPicture;
  /** The mask that a person drew; null: an automatic one is made. */
  readonly handMade: BlobKey | null;
}

/** How an attempt to write a preparation's result ended. */
type Finish = 'DONE' | 'PICTURE_REPLACED' | 'MASK_CHANGED';

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

  /**
   * Forgets what was made of a locked garment's picture, and has it prepared anew unless it is archived.
   * @param change columns that say what it is now made of
   */
  async startOver(manager: EntityManager, garment: Garment, change: Partial<Garment>): Promise<Garment> {
    await this.garments.deleteFeatures(manager, garment.id);
    const without = { ...NO_CUTOUT, ...change };
    return garment.status === 'ARCHIVED'
      ? this.garments.write(manager, garment, without)
      : this.begin(manager, garment, without);
  }

  /** Prepares the garment if it waits for it: ready or rejected afterwards. Running it again changes nothing. */
  async run(channelId: string, garmentId: string): Promise<void> {
    for (;;) {
      const source = await this.findWaiting(channelId, garmentId);
      if (!source) return;
      const ended = await this.finish(source, await this.prepare(source));
      if (ended === 'DONE') return;
      // What was just made of a replaced picture lies in its folder, which nobody needs now. What was made with another
      // mask lies beside what is needed: the sweep tells them apart.
      if (ended === 'PICTURE_REPLACED') {
        await this.blobs.deleteFolder(pictureFolder(garmentId, source.picture.id));
      }
    }
  }

  /** Rejects a garment that could not be prepared through no fault of its picture. */
  async giveUp(channelId: string, garmentId: string): Promise<void> {
    const source = await this.findWaiting(channelId, garmentId);
    if (source) await this.finish(source, { ...NO_CUTOUT, status: 'REJECTED', issues: [FAILED] });
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

  /** What to prepare; null when the garment is gone, archived or prepared already. */
  private async findWaiting(channelId: string, garmentId: string): Promise<PreparationSource | null> {
    const garment = await this.garments.find(channelId, garmentId);
    if (garment?.status !== 'PREPARING') return null;
    const picture = await this.pictures.findPrimary(channelId, garmentId);
    return picture && { picture, handMade: handMadeMask(garment) };
  }

  private async prepare({ picture, handMade }: PreparationSource): Promise<PreparationResult> {
    const folder = pictureFolder(picture.garmentId, picture.id);
    try {
      const prepared = await this.inference.prepareGarment(
        await this.blobs.get(picture.sourceBlob),
        this.limits,
        handMade === null ? undefined : await this.blobs.get(handMade),
      );
      const issues = prepared.issues.map(({ code, severity, message }): PictureIssue => ({
        code,
        severity: severity === 'error' ? 'ERROR' : 'WARNING',
        message,
      }));
      // A rejected picture's mask is kept too: correcting it may be all that is needed.
      const mask = handMade === null ? { maskBlob: await this.blobs.put(folder, prepared.mask) } : {};
      if (issues.some(({ severity }) => severity === 'ERROR')) {
        return { ...NO_CUTOUT, ...mask, status: 'REJECTED', issues };
      }
      return {
        ...mask,
        status: 'READY',
        issues,
        cutoutBlob: await this.blobs.put(folder, prepared.cutout),
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

  /** Writes the result, unless it was made of what has been replaced meanwhile: then there is something else to prepare. */
  private finish({ picture, handMade }: PreparationSource, result: PreparationResult): Promise<Finish> {
    const { id, channelId, garmentId } = picture;
    return this.garments.transaction(async (manager) => {
      const garment = await this.garments.lock(manager, channelId, garmentId);
      if (garment?.status !== 'PREPARING') return 'DONE';
      const current = await this.pictures.findPrimary(channelId, garmentId, manager);
      if (current?.id !== id) return 'PICTURE_REPLACED';
      if (handMadeMask(garment) !== handMade) return 'MASK_CHANGED';
      await this.garments.write(manager, garment, result);
      if (result.status === 'READY') {
        await this.jobs.enqueue('garment.encode-features', { channelId, garmentId }, { within: manager });
      }
      return 'DONE';
    });
  }
}

function handMadeMask({ maskBlob, maskHandMade }: Garment): BlobKey | null {
  return maskHandMade ? maskBlob : null;
}
