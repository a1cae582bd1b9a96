import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { ChannelService } from '../access/channel.service.js';
import { GarmentService, type ReadyGarment } from '../catalog/garment.service.js';
import { Config } from '../config/config.js';
import type { PictureFormat } from '../images/picture.js';
import { PictureError } from '../images/picture-error.js';
import {
  INFERENCE_PROVIDER,
  type FittingTask,
  type InferenceProvider,
  type TryOnOutput,
} from '../inference/inference-provider.js';
import { JobQueue } from '../jobs/job-queue.js';
import { Metrics } from '../metrics/metrics.js';
import { PersonPhotoService, type TryOnPerson } from '../persons/person-photo.service.js';
import { BLOB_STORE, BlobNotFoundError, type BlobStore } from '../storage/blob-store.js';
import type { OutputFormat, TryOn } from './try-on.entity.js';
import { PIPELINE_VERSION, tryOnKey, type TryOnOutputOptions } from './try-on-key.js';
import { TryOnRepository } from './try-on.repository.js';

/** Seconds for which a failure is remembered, so that a page that retries does not burn the workers. */
const FAILURE_SECONDS = 60;
const FORMATS: Readonly<Record<OutputFormat, PictureFormat>> = { JPEG: 'jpeg', WEBP: 'webp', PNG: 'png' };

/** A try-on that can be computed: everything is ready and allowed. */
export interface TryOnWork {
  readonly channelId: string;
  readonly person: TryOnPerson;
  readonly garment: ReadyGarment;
  readonly output: TryOnOutputOptions;
  /** Whose quota pays; null for pre-warming. */
  readonly shopperId: string | null;
}

/** Where results lie, one folder a try-on. */
export const TRY_ONS_FOLDER = 'try-ons';

/** Folder of a try-on's files. */
export function tryOnFolder(id: string): string {
  return `${TRY_ONS_FOLDER}/${id}`;
}

/** Computes try-ons and stores what comes of it. */
@Injectable()
export class TryOnRunner {
  private readonly afterwork = new Set<Promise<unknown>>();

  constructor(
    private readonly config: Config,
    private readonly repository: TryOnRepository,
    private readonly channels: ChannelService,
    private readonly garments: GarmentService,
    private readonly persons: PersonPhotoService,
    private readonly jobs: JobQueue,
    private readonly metrics: Metrics,
    @Inject(INFERENCE_PROVIDER) private readonly inference: InferenceProvider,
    @Inject(BLOB_STORE) private readonly blobs: BlobStore,
  ) {}

  /** Cache key of the work; without a digest for the model that is active now. */
  keyOf(
    { channelId, person, garment, output }: TryOnWork,
    modelDigest = this.inference.activeModel().digest,
  ): string {
    return tryOnKey({
      channelId,
      personPhotoId: person.id,
      personDigest: person.digest,
      garmentId: garment.id,
      garmentDigest: garment.cutoutDigest,
      modelDigest,
      output,
    });
  }

  /** A row for the work, not yet stored. */
  draft(work: TryOnWork, state: TryOn['state']): Partial<TryOn> {
    const { channelId, person, garment, output, shopperId } = work;
    const { id: modelId, digest: modelDigest } = this.inference.activeModel();
    return {
      id: randomUUID(),
      channelId,
      personPhotoId: person.id,
      garmentId: garment.id,
      shopperId,
      isSamplePerson: person.isSample,
      cacheKey: this.keyOf(work),
      state,
      outputFormat: output.format,
      outputQuality: output.quality,
      outputMaxSide: output.maxSide ?? null,
      personDigest: person.digest,
      garmentDigest: garment.cutoutDigest,
      modelId,
      modelDigest,
      pipelineVersion: PIPELINE_VERSION,
      expiresAt: new Date(Date.now() + this.config.tryOnSeconds * 1000),
    };
  }

  /**
   * Photo and cut-out, with what the active model made of them earlier.
   * @throws BlobNotFoundError when one of them was deleted meanwhile
   */
  async read({ person, garment }: Pick<TryOnWork, 'person' | 'garment'>): Promise<FittingTask> {
    const { digest: modelDigest } = this.inference.activeModel();
    const [personPhoto, garmentCutout, personFeatures, garmentFeatures] = await Promise.all([
      this.blobs.get(person.photoBlob),
      this.blobs.get(garment.cutoutBlob),
      this.persons.features(person.id, modelDigest),
      this.garments.features(garment.id, modelDigest, garment.cutoutDigest),
    ]);
    const garmentDigest = garment.cutoutDigest;
    return { personPhoto, garmentCutout, garmentDigest, personFeatures, garmentFeatures };
  }

  /**
   * Computes the work and stores the result under a new row, or under the queued one. Undefined when the photo was
   * deleted meanwhile: then nothing of the result is kept.
   * @throws InferenceBusyError when the workers' queue is full
   */
  async run(work: TryOnWork, queued?: TryOn, signal?: AbortSignal): Promise<TryOn | undefined> {
    const row: Partial<TryOn> = queued ? { ...queued } : this.draft(work, 'COMPLETED');
    const outcome = await this.compute(work, signal);
    if (outcome === undefined) return undefined;
    const { modelDigest } = outcome.change;
    if (modelDigest && modelDigest !== row.modelDigest) {
      // The model was switched between asking and computing: the result must not be found under the old model's key.
      const key = this.keyOf(work, modelDigest);
      row.cacheKey = queued ? `${key}:${queued.id}` : key;
      row.modelId = this.inference.activeModel().id;
    }
    Object.assign(row, outcome.change, { completedAt: new Date() });
    return this.store(row, outcome.picture, queued !== undefined);
  }

  /** Resolves when nothing is left to do after answers that were given. */
  async settled(): Promise<void> {
    while (this.afterwork.size > 0) await Promise.allSettled(this.afterwork);
  }

  private async compute(
    work: TryOnWork,
    signal?: AbortSignal,
  ): Promise<{ change: Partial<TryOn>; picture?: Uint8Array } | undefined> {
    try {
      const [output, channel] = await Promise.all([
        this.infer(work, signal),
        this.channels.find(work.channelId),
      ]);
      this.metrics.observeStages(output.timings);
      const { confidence, timings, executionProvider, modelDigest, width, height } = output;
      const shown = confidence.score >= this.channels.confidenceThreshold(channel);
      const change: Partial<TryOn> = {
        state: shown ? 'COMPLETED' : 'LOW_CONFIDENCE',
        confidence,
        timings,
        executionProvider,
        modelDigest,
        width,
        height,
      };
      return { change, picture: shown ? output.picture : undefined };
    } catch (error) {
      if (error instanceof BlobNotFoundError) return undefined;
      if (!(error instanceof PictureError)) throw error;
      const expiresAt = new Date(Date.now() + FAILURE_SECONDS * 1000);
      return { change: { state: 'FAILED', failureCode: error.code, expiresAt } };
    }
  }

  private async infer(work: TryOnWork, signal?: AbortSignal): Promise<TryOnOutput> {
    const { channelId, person, garment, output } = work;
    const task = await this.read(work);
    const options = { format: FORMATS[output.format], quality: output.quality, maxSide: output.maxSide };
    const result = await this.inference.tryOn({ ...task, options }, signal);
    if (result.personFeatures) {
      this.afterAnswer(
        this.persons.storeFeatures(channelId, person.id, result.modelDigest, result.personFeatures),
      );
    }
    if (!task.garmentFeatures) {
      const job = { channelId, garmentId: garment.id };
      this.afterAnswer(this.jobs.enqueue('garment.encode-features', job, { singletonKey: garment.id }));
    }
    return result;
  }

  /** The file first, then the row: a row never points to nothing, and a file without a row is swept. */
  private async store(
    row: Partial<TryOn>,
    picture: Uint8Array | undefined,
    queued: boolean,
  ): Promise<TryOn | undefined> {
    const id = row.id ?? randomUUID();
    const channelId = row.channelId ?? '';
    if (picture) row.pictureBlob = await this.blobs.put(tryOnFolder(id), picture);
    let stored: TryOn | undefined;
    try {
      stored = await this.repository.transaction(async (manager) => {
        if (!(await this.persons.lockForResult(manager, channelId, row.personPhotoId ?? '')))
          return undefined;
        if (queued) {
          const advanced = await this.repository.advance(manager, id, ['QUEUED', 'RUNNING'], row);
          return advanced ? ({ ...row, id } as TryOn) : undefined;
        }
        return this.repository.insertOrFind(manager, row);
      });
    } finally {
      if (picture && stored?.id !== id) await this.blobs.deleteFolder(tryOnFolder(id));
    }
    return stored;
  }

  private afterAnswer(work: Promise<unknown>): void {
    const tracked = work.catch(() => undefined).finally(() => this.afterwork.delete(tracked));
    this.afterwork.add(tracked);
  }
}
