import { Inject, Injectable } from '@nestjs/common';
import type { FieldProblem } from '../access/channel.service.js';
import type { RequestContext } from '../access/request-context.js';
import type { GarmentStatus } from '../api/admin-api.types.js';
import { BLOB_STORE, type BlobKey, BlobNotFoundError, type BlobStore } from '../storage/blob-store.js';
import type { Garment } from './garment.entity.js';
import { GarmentPictureRepository } from './garment-picture.repository.js';
import type { GarmentConditions, GarmentQuery } from './garment-query.js';
import { GarmentPreparationService } from './garment-preparation.service.js';
import { type GarmentInput, readGarmentValues, readNewGarmentValues } from './garment-values.js';
import { GarmentRepository } from './garment.repository.js';

/** What a try-on needs of a garment. */
export interface ReadyGarment {
  readonly id: string;
  /** The prepared garment, as `InferenceProvider.prepareGarment` wrote it. */
  readonly cutoutBlob: BlobKey;
  /** SHA-256 of the cutout's pixels, hex; another picture has another digest. */
  readonly cutoutDigest: string;
}

/** The catalog: what merchants say of garments, and what shoppers and try-ons see of them. */
@Injectable()
export class GarmentService {
  constructor(
    private readonly garments: GarmentRepository,
    private readonly pictures: GarmentPictureRepository,
    private readonly preparation: GarmentPreparationService,
    @Inject(BLOB_STORE) private readonly blobs: BlobStore,
  ) {}

  async find(ctx: RequestContext, id: string): Promise<Garment | null> {
    return visible(ctx, await this.garments.find(ctx.channel.id, id));
  }

  async findBySku(ctx: RequestContext, sku: string): Promise<Garment | null> {
    return visible(ctx, await this.garments.findBySku(ctx.channel.id, sku));
  }

  list(ctx: RequestContext, query: GarmentQuery): Promise<Garment[]> {
    return this.garments.list(ctx.channel.id, {
      ...query,
      conditions: visibleConditions(ctx, query.conditions),
    });
  }

  count(ctx: RequestContext, conditions: GarmentConditions): Promise<number> {
    return this.garments.count(ctx.channel.id, visibleConditions(ctx, conditions));
  }

  async create(ctx: RequestContext, input: GarmentInput): Promise<Garment | FieldProblem | 'SKU_TAKEN'> {
    const values = readNewGarmentValues(input);
    return 'field' in values ? values : this.garments.insert(ctx.channel.id, values);
  }

  async update(
    ctx: RequestContext,
    id: string,
    input: GarmentInput,
  ): Promise<Garment | FieldProblem | 'NOT_FOUND' | 'SKU_TAKEN'> {
    const change = readGarmentValues(input);
    return 'field' in change ? change : this.garments.change(ctx.channel.id, id, change);
  }

  /** Takes the garment out of the shop. Archiving twice is no error. */
  async archive(ctx: RequestContext, id: string): Promise<Garment | 'NOT_FOUND'> {
    return this.garments.transaction(async (manager) => {
      const garment = await this.garments.lock(manager, ctx.channel.id, id);
      if (!garment) return 'NOT_FOUND';
      if (garment.status === 'ARCHIVED') return garment;
      return this.garments.write(manager, garment, { status: 'ARCHIVED' });
    });
  }

  /** Brings an archived garment back and prepares it anew; one that is not archived stays as it is. */
  async restore(ctx: RequestContext, id: string): Promise<Garment | 'NOT_FOUND'> {
    return this.garments.transaction(async (manager) => {
      const garment = await this.garments.lock(manager, ctx.channel.id, id);
      if (!garment) return 'NOT_FOUND';
      if (garment.status !== 'ARCHIVED') return garment;
      const picture = await this.pictures.findPrimary(ctx.channel.id, id, manager);
      return picture
        ? this.preparation.begin(manager, garment)
        : this.garments.write(manager, garment, { status: 'DRAFT' });
    });
  }

  /** Runs the preparation again; `NOT_READY` when there is no picture or the garment is archived. */
  async prepare(ctx: RequestContext, id: string): Promise<Garment | 'NOT_FOUND' | 'NOT_READY'> {
    return this.garments.transaction(async (manager) => {
      const garment = await this.garments.lock(manager, ctx.channel.id, id);
      if (!garment) return 'NOT_FOUND';
      if (garment.status === 'ARCHIVED' || garment.status === 'DRAFT') return 'NOT_READY';
      return this.preparation.begin(manager, garment);
    });
  }

  /** The garment as a try-on needs it, or why it cannot be tried on. One look into the primary key's index. */
  async findReady(
    channelId: string,
    id: string,
  ): Promise<ReadyGarment | 'NOT_FOUND' | { readonly status: GarmentStatus }> {
    const row = await this.garments.findTryOnColumns(channelId, id);
    if (!row) return 'NOT_FOUND';
    const { status, cutoutBlob, cutoutDigest } = row;
    return status === 'READY' && cutoutBlob && cutoutDigest ? { id, cutoutBlob, cutoutDigest } : { status };
  }

  /** Ids of ready garments, the newest first. Of `ids` only those that are known here and ready. */
  readyIds(channelId: string, ids?: readonly string[]): Promise<string[]> {
    return this.garments.readyIds(channelId, ids);
  }

  /** What the model made of this cutout; undefined when it has not yet. */
  async features(
    garmentId: string,
    modelDigest: string,
    cutoutDigest: string,
  ): Promise<Uint8Array | undefined> {
    const blob = await this.featuresBlob(garmentId, modelDigest, cutoutDigest);
    return blob === undefined ? undefined : this.blobs.get(blob).catch(asGone);
  }

  /** Where the features of `features` lie. */
  featuresBlob(garmentId: string, modelDigest: string, cutoutDigest: string): Promise<BlobKey | undefined> {
    return this.garments.featuresBlob(garmentId, modelDigest, cutoutDigest);
  }
}

/** A shop's pages know ready garments only. */
function visible({ api }: RequestContext, garment: Garment | null): Garment | null {
  return api === 'shop' && garment?.status !== 'READY' ? null : garment;
}

function visibleConditions({ api }: RequestContext, conditions: GarmentConditions): GarmentConditions {
  return api === 'shop' ? { ...conditions, status: ['READY'] } : conditions;
}

function asGone(error: unknown): undefined {
  if (error instanceof BlobNotFoundError) return undefined;
  throw error;
}
