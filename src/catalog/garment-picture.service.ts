import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { INFERENCE_PROVIDER, type InferenceProvider } from '../inference/inference-provider.js';
import { BLOB_STORE, type BlobStore } from '../storage/blob-store.js';
import { pictureFolder } from './garment-files.js';
import type { GarmentPicture } from './garment-picture.entity.js';
import { GarmentPictureLimits } from './garment-picture-limits.js';
import { GarmentPictureRepository, PRIMARY_POSITION } from './garment-picture.repository.js';
import { GarmentPreparationService, NO_MASK } from './garment-preparation.service.js';
import { GarmentRepository } from './garment.repository.js';

/** Pictures that one garment may have. */
export const MAX_PICTURES = 12;

/** Why a picture was not taken. */
export type PictureRefusal = 'NOT_FOUND' | 'TOO_MANY';

type NewPicture = Omit<GarmentPicture, 'position' | 'garment' | 'createdAt'>;

/** Product pictures and the files behind them. */
@Injectable()
export class GarmentPictureService {
  constructor(
    private readonly garments: GarmentRepository,
    private readonly pictures: GarmentPictureRepository,
    private readonly preparation: GarmentPreparationService,
    private readonly limits: GarmentPictureLimits,
    @Inject(INFERENCE_PROVIDER) private readonly inference: InferenceProvider,
    @Inject(BLOB_STORE) private readonly blobs: BlobStore,
  ) {}

  /** Pictures of the garments by garment, each garment's in order; of `primaryOnly` just the first ones. */
  async of(
    channelId: string,
    garmentIds: readonly string[],
    options: { readonly primaryOnly: boolean },
  ): Promise<ReadonlyMap<string, GarmentPicture[]>> {
    const byGarment = new Map<string, GarmentPicture[]>(garmentIds.map((id) => [id, []]));
    for (const picture of await this.pictures.list(channelId, garmentIds, options)) {
      byGarment.get(picture.garmentId)?.push(picture);
    }
    return byGarment;
  }

  /**
   * Stores a picture. A primary one, or a garment's first, is tried on from then on: it replaces the one before, and the
   * garment is prepared anew unless it is archived. A mask that was drawn for the one before goes with it.
   * @throws PictureError when the bytes are no picture within the limits
   */
  async store(
    channelId: string,
    garmentId: string,
    bytes: Uint8Array,
    { primary }: { readonly primary: boolean },
  ): Promise<GarmentPicture | PictureRefusal> {
    if (!(await this.garments.find(channelId, garmentId))) return 'NOT_FOUND';
    const { bytes: shown, ...format } = await this.inference.displayPicture(bytes, this.limits);
    const id = randomUUID();
    const folder = pictureFolder(garmentId, id);
    // Files first: a row never points to nothing, and files without a row go at once or, after a crash, with the sweep.
    const outdated = new Set([folder]);
    try {
      const sourceBlob = await this.blobs.put(folder, bytes);
      const blob = await this.blobs.put(folder, shown);
      const draft = { id, channelId, garmentId, sourceBlob, blob, ...format };
      const { stored, replaced } = await this.insert(draft, primary);
      if (typeof stored === 'string') return stored;
      outdated.delete(folder);
      if (replaced) outdated.add(pictureFolder(garmentId, replaced.id));
      return stored;
    } finally {
      for (const gone of outdated) await this.blobs.deleteFolder(gone).catch(() => 0);
    }
  }

  private insert(
    draft: NewPicture,
    primary: boolean,
  ): Promise<{ stored: GarmentPicture | PictureRefusal; replaced?: GarmentPicture | null }> {
    const { channelId, garmentId } = draft;
    return this.garments.transaction(async (manager) => {
      const garment = await this.garments.lock(manager, channelId, garmentId);
      if (!garment) return { stored: 'NOT_FOUND' };
      const next = await this.pictures.nextPosition(manager, garmentId);
      if (!primary && next !== PRIMARY_POSITION) {
        if (next >= MAX_PICTURES) return { stored: 'TOO_MANY' };
        return { stored: await this.pictures.insert(manager, { ...draft, position: next }) };
      }
      const replaced = await this.pictures.findPrimary(channelId, garmentId, manager);
      if (replaced) await this.pictures.delete(manager, replaced);
      const stored = await this.pictures.insert(manager, { ...draft, position: PRIMARY_POSITION });
      await this.preparation.startOver(manager, garment, NO_MASK);
      return { stored, replaced };
    });
  }
}
