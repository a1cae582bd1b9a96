import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { ChannelService } from '../access/channel.service.js';
import type { RequestContext, ShopperContext } from '../access/request-context.js';
import type { PictureIssue } from '../api/shop-api.types.js';
import { GarmentService } from '../catalog/garment.service.js';
import { Config } from '../config/config.js';
import { InferenceBusyError } from '../inference/inference-busy-error.js';
import { INFERENCE_PROVIDER, type InferenceProvider } from '../inference/inference-provider.js';
import { JobQueue } from '../jobs/job-queue.js';
import { PersonPhotoService } from '../persons/person-photo.service.js';
import { BLOB_STORE, type BlobStore } from '../storage/blob-store.js';
import { SingleFlight } from './single-flight.js';
import type { TryOn } from './try-on.entity.js';
import type { TryOnOutputOptions } from './try-on-key.js';
import type { CacheState, TryOnOutcome } from './try-on-outcome.js';
import { type TryOnFilter, TryOnRepository, whereOf } from './try-on.repository.js';
import { tryOnFolder, TryOnRunner, type TryOnWork } from './try-on.runner.js';
import { TryOnUsageRecorder } from './usage/try-on-usage.recorder.js';

const HOUR_MS = 3_600_000;
/** What a queued try-on is expected to take until measured otherwise. */
const FIRST_ESTIMATE_MS = 150;
const REMEMBERED_REQUESTS = 10_000;
/** Weight of the newest duration in the running mean. */
const SMOOTHING = 0.1;

export interface TryOnRequest {
  readonly garmentId: string;
  readonly personPhotoId: string;
  readonly output: TryOnOutputOptions;
}

/** The rules of a try-on request: who may ask, what is known already, what is computed now and what later. */
@Injectable()
export class TryOnService implements OnApplicationShutdown {
  private readonly flights = new SingleFlight<TryOnOutcome>();
  /** Under which key a request was answered last, so that its result can be looked up while that is checked. */
  private readonly lastKeys = new LRUCache<string, string>({ max: REMEMBERED_REQUESTS });
  private meanMs = FIRST_ESTIMATE_MS;

  constructor(
    private readonly config: Config,
    private readonly repository: TryOnRepository,
    private readonly runner: TryOnRunner,
    private readonly channels: ChannelService,
    private readonly garments: GarmentService,
    private readonly persons: PersonPhotoService,
    private readonly jobs: JobQueue,
    private readonly usage: TryOnUsageRecorder,
    @Inject(INFERENCE_PROVIDER) private readonly inference: InferenceProvider,
    @Inject(BLOB_STORE) private readonly blobs: BlobStore,
  ) {}

  /** Shows the garment on the person; see `Mutation.tryOn` of the shop schema. */
  async tryOn(ctx: ShopperContext, request: TryOnRequest): Promise<TryOnOutcome> {
    const startedAt = performance.now();
    try {
      const outcome = await this.answer(ctx, request);
      this.usage.answered(ctx.channel.id, outcome, performance.now() - startedAt);
      return outcome;
    } catch (error) {
      this.usage.broken(ctx.channel.id, performance.now() - startedAt);
      throw error;
    }
  }

  /** A try-on that this shopper asked for, or one of a sample person. */
  async find(ctx: ShopperContext, id: string): Promise<TryOn | null> {
    const tryOn = await this.repository.find(ctx.channel.id, id);
    return tryOn && (tryOn.isSamplePerson || tryOn.shopperId === ctx.shopperId) ? tryOn : null;
  }

  /** Any try-on of the channel, for its administrators. */
  async findInChannel(ctx: RequestContext, id: string): Promise<TryOn | null> {
    return this.repository.find(ctx.channel.id, id);
  }

  /** Try-ons of the channel, of one shopper when given; newest first. */
  async list(
    owner: { channelId: string; shopperId?: string },
    filter: TryOnFilter,
    page: { skip: number; take: number },
  ): Promise<[TryOn[], number]> {
    return this.repository.list(owner, filter, page);
  }

  /** Deletes stored results of the channel with their pictures; answers how many. */
  async purge(ctx: RequestContext, filter: Omit<TryOnFilter, 'state'>): Promise<number> {
    const ids = await this.repository.delete(whereOf({ channelId: ctx.channel.id }, filter));
    for (const id of ids) await this.blobs.deleteFolder(tryOnFolder(id));
    return ids.length;
  }

  /** When a client should ask again for a queued try-on, by the queue's length and what try-ons took lately. */
  async retryAfterMs(): Promise<number> {
    return this.estimateMs(await this.repository.countByState('QUEUED'));
  }

  private estimateMs(waiting: number): number {
    return Math.ceil(((waiting + 1) * this.meanMs) / this.inference.capacity.workers);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.flights.settled();
    await this.runner.settled();
  }

  private async answer(ctx: ShopperContext, request: TryOnRequest): Promise<TryOnOutcome> {
    const asked = JSON.stringify([ctx.channel.id, request]);
    const lastKey = this.lastKeys.get(asked);
    const [work, guessed] = await Promise.all([
      this.readWork(ctx, request),
      lastKey === undefined ? null : this.repository.findByKey(ctx.channel.id, lastKey),
    ]);
    if ('kind' in work) return work;
    const key = this.runner.keyOf(work);
    this.lastKeys.set(asked, key);
    if (!this.flights.has(key)) {
      const row = guessed && key === lastKey ? guessed : await this.repository.findByKey(ctx.channel.id, key);
      const known = row && (await this.answerKnown(ctx, row));
      if (known) return known;
    }
    const shared = this.flights.has(key);
    const outcome = await this.flights.run(key, () => this.compute(ctx, work));
    return shared ? asShared(outcome) : outcome;
  }

  /** Everything that must hold before anything is computed. */
  private async readWork(ctx: ShopperContext, request: TryOnRequest): Promise<TryOnWork | TryOnOutcome> {
    const { channel, shopperId } = ctx;
    const [person, garment] = await Promise.all([
      this.persons.findForTryOn({ channelId: channel.id, shopperId }, request.personPhotoId),
      this.garments.findReady(channel.id, request.garmentId),
    ]);
    if (person === 'NOT_FOUND') return { kind: 'PERSON_PHOTO_NOT_FOUND' };
    if (person === 'AWAITING_UPLOAD') return { kind: 'PERSON_PHOTO_REJECTED', issues: [AWAITING_UPLOAD] };
    if ('rejected' in person) return { kind: 'PERSON_PHOTO_REJECTED', issues: person.rejected };
    if (!person.isSample && channel.tryOnMode === 'DEVICE_ONLY') return { kind: 'ON_DEVICE_ONLY' };
    if (!person.isSample && person.consentVersion !== channel.consentVersion) {
      return { kind: 'CONSENT_REQUIRED', consentVersion: channel.consentVersion };
    }
    if (garment === 'NOT_FOUND') return { kind: 'GARMENT_NOT_FOUND' };
    if ('status' in garment) return { kind: 'GARMENT_NOT_READY', preparing: garment.status === 'PREPARING' };
    return { channelId: channel.id, person, garment, output: request.output, shopperId };
  }

  /** What a stored row answers; undefined when it must be computed after all. */
  private async answerKnown(ctx: ShopperContext, row: TryOn): Promise<TryOnOutcome | undefined> {
    const outcome = this.toOutcome(ctx, row, 'HIT');
    if (outcome.kind === 'QUEUED') return { ...outcome, retryAfterMs: await this.retryAfterMs() };
    if (outcome.kind !== 'COMPLETED' || row.pictureBlob) return outcome;
    // The threshold was lowered since, and the withheld picture was never stored.
    await this.repository.delete({ id: row.id });
    return undefined;
  }

  private async compute(ctx: ShopperContext, work: TryOnWork): Promise<TryOnOutcome> {
    const { count, oldest } = await this.repository.usageOfLastHour(ctx.shopperId);
    if (count >= ctx.channel.tryOnsPerShopperHour) {
      return { kind: 'QUOTA_EXCEEDED', retryAfterMs: Math.max(1, oldest.getTime() + HOUR_MS - Date.now()) };
    }
    if (this.inference.queueDepth() >= this.inference.capacity.queueLimit) return this.enqueue(ctx, work);
    try {
      const row = await this.runner.run(work);
      if (!row) return { kind: 'PERSON_PHOTO_NOT_FOUND' };
      if (row.timings) this.meanMs += SMOOTHING * (row.timings.totalMs - this.meanMs);
      return this.toOutcome(ctx, row, 'MISS');
    } catch (error) {
      if (error instanceof InferenceBusyError) return this.enqueue(ctx, work);
      throw error;
    }
  }

  /** Leaves the work to a job, unless too many wait already. */
  private async enqueue(ctx: ShopperContext, work: TryOnWork): Promise<TryOnOutcome> {
    const waiting = await this.repository.countByState('QUEUED');
    const retryAfterMs = this.estimateMs(waiting);
    if (waiting >= this.config.tryOnJobLimit) {
      return { kind: 'TRY_ON_BUSY', retryAfterMs };
    }
    const draft = this.runner.draft(work, 'QUEUED');
    const row = await this.repository.transaction(async (within) => {
      if (!(await this.persons.lockForResult(within, work.channelId, work.person.id))) return undefined;
      const stored = await this.repository.insertOrFind(within, draft);
      const { id: tryOnId, channelId } = stored;
      if (tryOnId === draft.id) await this.jobs.enqueue('try-on.run', { channelId, tryOnId }, { within });
      return stored;
    });
    if (!row) return { kind: 'PERSON_PHOTO_NOT_FOUND' };
    return this.toOutcome(ctx, row, row.id === draft.id ? 'MISS' : 'HIT', retryAfterMs);
  }

  private toOutcome(
    { channel }: ShopperContext,
    tryOn: TryOn,
    cacheState: CacheState,
    retryAfterMs = 0,
  ): TryOnOutcome {
    const { state, confidence } = tryOn;
    const threshold = this.channels.confidenceThreshold(channel);
    if (state === 'QUEUED' || state === 'RUNNING') {
      return { kind: 'QUEUED', tryOn, retryAfterMs, cacheState };
    }
    if (state === 'FAILED') return { kind: 'TRY_ON_FAILED', failureCode: tryOn.failureCode ?? 'UNKNOWN' };
    if (confidence && confidence.score < threshold)
      return { kind: 'TRY_ON_LOW_CONFIDENCE', confidence, threshold };
    return { kind: 'COMPLETED', tryOn, cacheState };
  }
}

const AWAITING_UPLOAD: PictureIssue = {
  code: 'AWAITING_UPLOAD',
  severity: 'ERROR',
  message: 'The photo has not been uploaded yet; send its bytes to the upload URL first.',
};

function asShared(outcome: TryOnOutcome): TryOnOutcome {
  return 'cacheState' in outcome ? { ...outcome, cacheState: 'SHARED' } : outcome;
}
