import { Injectable } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import { ChannelService, type FieldProblem } from '../../access/channel.service.js';
import type { RequestContext } from '../../access/request-context.js';
import type { GarmentCategory } from '../../api/admin-api.types.js';
import type { Page } from '../../api/page.js';
import type { Garment } from '../../catalog/garment.entity.js';
import { GarmentService } from '../../catalog/garment.service.js';
import { JobQueue } from '../../jobs/job-queue.js';
import { ModelError } from '../../models/model-error.js';
import { PersonPhotoService } from '../../persons/person-photo.service.js';
import { ModelBench } from '../model-bench.js';
import type { CatalogEvaluation, GarmentCounts } from './catalog-evaluation.entity.js';
import { CatalogEvaluationRepository } from './catalog-evaluation.repository.js';
import { drawPairs } from './draw-pairs.js';
import { EvaluatedPictures } from './evaluated-pictures.js';

const [DEFAULT_PAIRS, MAX_PAIRS] = [500, 2_000];
const CATEGORIES: readonly GarmentCategory[] = ['UPPER_BODY', 'LOWER_BODY', 'DRESS'];
/** Garments looked up at a time. */
const BATCH = 20;

export interface CatalogEvaluationRequest {
  /** Undefined: every garment of the channel. */
  readonly garmentIds?: readonly string[];
  /** Undefined: every ready sample person. */
  readonly samplePersonIds?: readonly string[];
  /** Undefined: the active model. */
  readonly modelId?: string;
  readonly maxPairs?: number;
}

/** The garments that an evaluation is about. */
interface Selection {
  readonly counts: GarmentCounts;
  readonly readyIds: readonly string[];
  /** Those that were looked up already. */
  readonly known: ReadonlyMap<string, Garment>;
}

/** Starts, lists, cancels and deletes evaluations of a shop's catalog; the job does the work. */
@Injectable()
export class CatalogEvaluationService {
  constructor(
    private readonly channels: ChannelService,
    private readonly repository: CatalogEvaluationRepository,
    private readonly pictures: EvaluatedPictures,
    private readonly garments: GarmentService,
    private readonly persons: PersonPhotoService,
    private readonly bench: ModelBench,
    private readonly jobs: JobQueue,
  ) {}

  /** Draws the pairs and queues them; garments that cannot be tried on count as such and are passed over. */
  async start(
    ctx: RequestContext,
    request: CatalogEvaluationRequest,
  ): Promise<CatalogEvaluation | FieldProblem | { refused: string }> {
    const { maxPairs = DEFAULT_PAIRS } = request;
    if (maxPairs < 1 || maxPairs > MAX_PAIRS) return { field: 'maxPairs', message: `Use 1 to ${MAX_PAIRS}.` };
    const model = await this.checkModel(request.modelId ?? this.bench.activeModelId());
    if ('refused' in model) return model;
    const { channel } = ctx;
    const selection = await this.select(ctx, request.garmentIds);
    if ('field' in selection) return selection;
    const people = await this.persons.readySampleIds(channel.id, request.samplePersonIds);
    const problem = problemOf(selection, people, request.samplePersonIds);
    if (problem) return problem;
    const drawn = drawPairs(selection.readyIds, people, maxPairs, randomInt(2 ** 31));
    const known = await this.lookUp(
      ctx,
      drawn.map(({ garmentId }) => garmentId),
      selection.known,
    );
    const pairs = drawn.flatMap((pair) => {
      const garment = known.get(pair.garmentId);
      return garment ? [{ ...pair, sku: garment.sku, category: garment.category }] : [];
    });
    return this.repository.transaction(async (within) => {
      const values = {
        channelId: channel.id,
        modelId: model.id,
        modelDigest: model.digest,
        threshold: this.channels.confidenceThreshold(channel),
        garmentCounts: selection.counts,
        pairs: pairs.length,
      };
      const stored = await this.repository.insert(within, values, pairs);
      const job = { channelId: channel.id, kind: 'CATALOG' as const, id: stored.id };
      await this.jobs.enqueue('evaluation.run', job, { within });
      return stored;
    });
  }

  async find({ channel }: RequestContext, id: string): Promise<CatalogEvaluation | null> {
    return this.repository.find(channel.id, id);
  }

  async list({ channel }: RequestContext, page: Page): Promise<[CatalogEvaluation[], number]> {
    return this.repository.list(channel.id, page);
  }

  /** Stops it after the pair that is being computed; what was computed stays. */
  async cancel(ctx: RequestContext, id: string): Promise<CatalogEvaluation | 'NOT_FOUND' | 'ENDED'> {
    if (!(await this.find(ctx, id))) return 'NOT_FOUND';
    const change = { state: 'CANCELLED' as const, finishedAt: new Date() };
    const cancelled = await this.repository.advance(id, ['QUEUED', 'RUNNING'], change);
    return cancelled ? ((await this.find(ctx, id)) ?? 'NOT_FOUND') : 'ENDED';
  }

  /** Rows first, then files; what a crash leaves is swept. */
  async delete({ channel }: RequestContext, id: string): Promise<boolean> {
    const pairs = await this.repository.delete(channel.id, id);
    if (pairs) await this.pictures.deleteFolders(pairs);
    return pairs !== undefined;
  }

  private async checkModel(id: string): Promise<{ id: string; digest: string } | { refused: string }> {
    try {
      return await this.bench.check(id);
    } catch (error) {
      if (error instanceof ModelError) return { refused: error.message };
      throw error;
    }
  }

  private async select(
    ctx: RequestContext,
    ids: readonly string[] | undefined,
  ): Promise<Selection | FieldProblem> {
    if (ids) return this.selectGiven(ctx, [...new Set(ids)]);
    const counts: GarmentCounts = {};
    for (const category of CATEGORIES) {
      const count = (status: ('DRAFT' | 'PREPARING' | 'READY' | 'REJECTED')[]): Promise<number> =>
        this.garments.count(ctx, { category: [category], status });
      const ready = await count(['READY']);
      counts[category] = { ready, total: ready + (await count(['DRAFT', 'PREPARING', 'REJECTED'])) };
    }
    return { counts, readyIds: await this.garments.readyIds(ctx.channel.id), known: new Map() };
  }

  private async selectGiven(ctx: RequestContext, ids: readonly string[]): Promise<Selection | FieldProblem> {
    if (ids.length > MAX_PAIRS) {
      return { field: 'garmentIds', message: `Choose at most ${MAX_PAIRS} garments, or none for all.` };
    }
    const known = await this.lookUp(ctx, ids, new Map());
    const missing = ids.flatMap((id, i) => (known.has(id) ? [] : [i + 1]));
    if (missing.length > 0) {
      return {
        field: 'garmentIds',
        message: `Unknown: number ${missing.slice(0, 10).join(', ')} of the list.`,
      };
    }
    const counts: GarmentCounts = {};
    const readyIds: string[] = [];
    for (const { id, category, status } of known.values()) {
      if (status === 'ARCHIVED') continue;
      const { total, ready } = counts[category] ?? { total: 0, ready: 0 };
      counts[category] = { total: total + 1, ready: ready + (status === 'READY' ? 1 : 0) };
      if (status === 'READY') readyIds.push(id);
    }
    return { counts, readyIds, known };
  }

  private async lookUp(
    ctx: RequestContext,
    ids: readonly string[],
    known: ReadonlyMap<string, Garment>,
  ): Promise<ReadonlyMap<string, Garment>> {
    const found = new Map(known);
    const missing = [...new Set(ids)].filter((id) => !found.has(id));
    for (let from = 0; from < missing.length; from += BATCH) {
      const garments = await Promise.all(
        missing.slice(from, from + BATCH).map((id) => this.garments.find(ctx, id)),
      );
      for (const garment of garments) if (garment) found.set(garment.id, garment);
    }
    return found;
  }
}

function problemOf(
  { readyIds }: Selection,
  people: readonly string[],
  wanted: readonly string[] | undefined,
): FieldProblem | undefined {
  const known = new Set(people);
  const missing = (wanted ?? []).flatMap((id, i) => (known.has(id) ? [] : [i + 1]));
  if (missing.length > 0) {
    return {
      field: 'samplePersonIds',
      message: `Unknown or not ready: number ${missing.slice(0, 10).join(', ')} of the list.`,
    };
  }
  if (people.length === 0) {
    return {
      field: 'samplePersonIds',
      message: 'Add a sample person first; there is nobody to try garments on.',
    };
  }
  if (readyIds.length === 0) {
    return {
      field: 'garmentIds',
      message: 'None of these garments can be tried on; look at their issues first.',
    };
  }
  return undefined;
}
