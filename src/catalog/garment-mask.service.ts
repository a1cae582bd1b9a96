import { Inject, Injectable } from '@nestjs/common';
import type { RequestContext } from '../access/request-context.js';
import { INFERENCE_PROVIDER, type InferenceProvider } from '../inference/inference-provider.js';
import { BLOB_STORE, type BlobStore } from '../storage/blob-store.js';
import { pictureFolder } from './garment-files.js';
import type { Garment } from './garment.entity.js';
import { GarmentPictureLimits } from './garment-picture-limits.js';
import { GarmentPictureRepository } from './garment-picture.repository.js';
import { GarmentPreparationService, NO_MASK } from './garment-preparation.service.js';
import { GarmentRepository } from './garment.repository.js';

/** Masks that people draw where the automatic one cuts a garment out wrongly. */
@Injectable()
export class GarmentMaskService {
  constructor(
    private readonly garments: GarmentRepository,
    private readonly pictures: GarmentPictureRepository,
    private readonly preparation: GarmentPreparationService,
    private readonly limits: GarmentPictureLimits,
    @Inject(INFERENCE_PROVIDER) private readonly inference: InferenceProvider,
    @Inject(BLOB_STORE) private readonly blobs: BlobStore,
  ) {}

  /**
   * Id of the picture that a mask would be for, so that a mask is never put on another picture than it was drawn on.
   * `NOT_READY` when the garment has no picture.
   */
  async pictureToMask(
    { channel }: RequestContext,
    garmentId: string,
  ): Promise<{ readonly pictureId: string } | 'NOT_FOUND' | 'NOT_READY'> {
    if (!(await this.garments.find(channel.id, garmentId))) return 'NOT_FOUND';
    const picture = await this.pictures.findPrimary(channel.id, garmentId);
    return picture ? { pictureId: picture.id } : 'NOT_READY';
  }

  /**
   * Stores a mask for the picture that is tried on; the garment is then prepared with it, unless it is archived. Answers
   * the garment's id, or `NOT_FOUND` when the picture is gone or another one is tried on.
   * @throws PictureError when the bytes are no mask of this picture; the mask before stays then
   */
  async store(
    channelId: string,
    pictureId: string,
    bytes: Uint8Array,
  ): Promise<{ readonly garmentId: string } | 'NOT_FOUND'> {
    const picture = await this.pictures.findPrimaryById(channelId, pictureId);
    if (!picture) return 'NOT_FOUND';
    const { garmentId, width, height } = picture;
    const mask = await this.inference.garmentMask(bytes, this.limits, { width, height });
    const maskBlob = await this.blobs.put(pictureFolder(garmentId, pictureId), mask);
    const stored = await this.garments.transaction(async (manager) => {
      const garment = await this.garments.lock(manager, channelId, garmentId);
      const current = await this.pictures.findPrimary(channelId, garmentId, manager);
      if (!garment || current?.id !== pictureId) return false;
      await this.preparation.startOver(manager, garment, { maskBlob, maskHandMade: true });
      return true;
    });
    if (stored) return { garmentId };
    // The picture was replaced meanwhile.
    await this.blobs.delete(maskBlob);
    return 'NOT_FOUND';
  }

  /** Goes back to the automatic mask. A garment that has no hand-made one stays as it is. */
  async discard({ channel }: RequestContext, garmentId: string): Promise<Garment | 'NOT_FOUND'> {
    return this.garments.transaction(async (manager) => {
      const garment = await this.garments.lock(manager, channel.id, garmentId);
      if (!garment) return 'NOT_FOUND';
      return garment.maskHandMade ? this.preparation.startOver(manager, garment, NO_MASK) : garment;
    });
  }
}
