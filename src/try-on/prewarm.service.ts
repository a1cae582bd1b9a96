import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import type { RequestContext } from '../access/request-context.js';
import { GarmentService } from '../catalog/garment.service.js';
import { JobQueue } from '../jobs/job-queue.js';
import { PersonPhotoService } from '../persons/person-photo.service.js';
import { Prewarm } from './prewarm.entity.js';

const MAX_PAIRS = 100_000;
const DEFAULT_MAX_TRY_ONS = 1_000;
const DEFAULT_MAX_SECONDS = 3_600;

export interface PrewarmRequest {
  /** Undefined: every ready garment. */
  readonly garmentIds?: string[];
  /** Undefined: every ready sample person. */
  readonly samplePersonIds?: string[];
  readonly maxTryOns?: number;
  readonly maxSeconds?: number;
}

/** Starts, lists and cancels pre-warming; the job does the work. */
@Injectable()
export class PrewarmService {
  constructor(
    @InjectRepository(Prewarm) private readonly prewarms: Repository<Prewarm>,
    private readonly garments: GarmentService,
    private readonly persons: PersonPhotoService,
    private readonly jobs: JobQueue,
  ) {}

  /** Queues the pairs; ids that are unknown or not ready are a mistake and named. */
  async start(
    { channel }: RequestContext,
    request: PrewarmRequest,
  ): Promise<Prewarm | { field: string; message: string }> {
    const { maxTryOns = DEFAULT_MAX_TRY_ONS, maxSeconds = DEFAULT_MAX_SECONDS } = request;
    if (maxTryOns < 1) return { field: 'budget.maxTryOns', message: 'Use 1 or more.' };
    if (maxSeconds < 1) return { field: 'budget.maxSeconds', message: 'Use 1 or more.' };
    const [garmentIds, personPhotoIds] = await Promise.all([
      this.garments.readyIds(channel.id, request.garmentIds),
      this.persons.readySampleIds(channel.id, request.samplePersonIds),
    ]);
    const missing =
      describeMissing('garmentIds', request.garmentIds, garmentIds) ??
      describeMissing('samplePersonIds', request.samplePersonIds, personPhotoIds);
    if (missing) return missing;
    const total = garmentIds.length * personPhotoIds.length;
    if (total > MAX_PAIRS) {
      return {
        field: 'garmentIds',
        message: `These are ${total} pairs; ask for at most ${MAX_PAIRS} at a time.`,
      };
    }
    return this.prewarms.manager.transaction(async (within) => {
      const values = { channelId: channel.id, garmentIds, personPhotoIds, maxTryOns, maxSeconds, total };
      const { id } = await within.save(within.create(Prewarm, values));
      await this.jobs.enqueue('try-on.prewarm', { channelId: channel.id, prewarmId: id }, { within });
      return within.findOneByOrFail(Prewarm, { id });
    });
  }

  async find({ channel }: RequestContext, id: string): Promise<Prewarm | null> {
    return this.prewarms.findOneBy({ id, channelId: channel.id });
  }

  async list(
    { channel }: RequestContext,
    page: { skip: number; take: number },
  ): Promise<[Prewarm[], number]> {
    return this.prewarms.findAndCount({
      where: { channelId: channel.id },
      order: { createdAt: 'DESC', id: 'ASC' },
      ...page,
    });
  }

  /** Stops it after the pair that is being computed. */
  async cancel(ctx: RequestContext, id: string): Promise<Prewarm | 'NOT_FOUND' | 'ENDED'> {
    const { affected } = await this.prewarms.update(
      { id, channelId: ctx.channel.id, state: In(['QUEUED', 'RUNNING']) },
      { state: 'CANCELLED', finishedAt: new Date() },
    );
    const prewarm = await this.find(ctx, id);
    if (!prewarm) return 'NOT_FOUND';
    return affected ? prewarm : 'ENDED';
  }
}

function describeMissing(
  field: string,
  wanted: readonly string[] | undefined,
  ready: readonly string[],
): { field: string; message: string } | undefined {
  const known = new Set(ready);
  const positions = (wanted ?? []).flatMap((id, index) => (known.has(id) ? [] : [index + 1]));
  if (positions.length === 0) return undefined;
  const named = positions.slice(0, 10).join(', ') + (positions.length > 10 ? ', …' : '');
  return {
    field,
    message: `Unknown or not ready: ${positions.length} of the ids (number ${named} of the list).`,
  };
}
