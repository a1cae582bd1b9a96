import { Injectable } from '@nestjs/common';
import type { FieldProblem } from '../../access/channel.service.js';
import type { RequestContext } from '../../access/request-context.js';
import { JobQueue } from '../../jobs/job-queue.js';
import { ModelError } from '../../models/model-error.js';
import { findBenchmark } from '../benchmarks/benchmark-list.js';
import { ModelBench } from '../model-bench.js';
import type { FigureComparison } from '../runs/evaluation-result.js';
import { BenchmarkThread } from './benchmark-thread.js';
import { EvaluationData } from './evaluation-data.js';
import type { Evaluation } from './evaluation.entity.js';
import type { EvaluationQuery } from './evaluation-query.js';
import { EvaluationRepository } from './evaluation.repository.js';

/** Runs of one channel that may wait or run at a time. */
const MAX_UNENDED = 20;

export interface EvaluationStart {
  readonly benchmark: string;
  readonly modelId: string;
  readonly againstModelId?: string;
  readonly dataSet?: string;
  readonly limit?: number;
}

/** Two runs of one benchmark beside each other. */
export interface ComparedEvaluations {
  readonly a: Evaluation;
  readonly b: Evaluation;
  /** Of b against a; differences are b − a. */
  readonly figures: readonly FigureComparison[];
}

/** What administrators do with benchmark runs; the job measures. */
@Injectable()
export class EvaluationService {
  constructor(
    private readonly repository: EvaluationRepository,
    private readonly data: EvaluationData,
    private readonly bench: ModelBench,
    private readonly thread: BenchmarkThread,
    private readonly jobs: JobQueue,
  ) {}

  /** Names that a run may be started on. */
  dataSets(): Promise<string[]> {
    return this.data.names();
  }

  async start(
    { channel }: RequestContext,
    request: EvaluationStart,
  ): Promise<Evaluation | FieldProblem | { refused: string }> {
    const benchmark = findBenchmark(request.benchmark);
    if (!benchmark) {
      return { field: 'benchmark', message: 'There is no such benchmark; ask for benchmarks { id }.' };
    }
    const { modelId, againstModelId, dataSet, limit } = request;
    if (limit !== undefined && limit < 1) return { field: 'limit', message: 'Use 1 or more.' };
    const needsData = benchmark.source.kind !== 'synthetic';
    if (needsData !== (dataSet !== undefined)) {
      const message = needsData
        ? 'Name a data set out of evaluationDataSets.'
        : 'This benchmark takes no data set.';
      return { field: 'dataSet', message };
    }
    if (dataSet !== undefined && (await this.data.pathOf(dataSet)) === undefined) {
      return { field: 'dataSet', message: 'There is no such data set; ask for evaluationDataSets.' };
    }
    if (againstModelId === modelId) {
      return {
        field: 'againstModelId',
        message: 'Choose another model; a model does not differ from itself.',
      };
    }
    const models = await this.checkModels(modelId, againstModelId);
    if ('refused' in models) return models;
    if ((await this.repository.countUnended(channel.id)) >= MAX_UNENDED) {
      return {
        field: 'benchmark',
        message: `${MAX_UNENDED} runs wait already; let some end or cancel them.`,
      };
    }
    return this.repository.transaction(async (within) => {
      const stored = await this.repository.insert(within, {
        channelId: channel.id,
        benchmark: benchmark.id,
        modelId,
        modelDigest: models.digest,
        againstModelId: againstModelId ?? null,
        dataSet: dataSet ?? null,
        itemLimit: limit ?? null,
      });
      const job = { channelId: channel.id, kind: 'BENCHMARK' as const, id: stored.id };
      await this.jobs.enqueue('evaluation.run', job, { within });
      return stored;
    });
  }

  async find({ channel }: RequestContext, id: string): Promise<Evaluation | null> {
    return this.repository.find(channel.id, id);
  }

  async list({ channel }: RequestContext, query: EvaluationQuery): Promise<[Evaluation[], number]> {
    return this.repository.list(channel.id, query);
  }

  /** The run itself notices within a second or so. */
  async cancel(ctx: RequestContext, id: string): Promise<Evaluation | 'NOT_FOUND' | 'ENDED'> {
    if (!(await this.find(ctx, id))) return 'NOT_FOUND';
    const change = { state: 'CANCELLED' as const, finishedAt: new Date() };
    const cancelled = await this.repository.advance(id, ['QUEUED', 'RUNNING'], change);
    return cancelled ? ((await this.find(ctx, id)) ?? 'NOT_FOUND') : 'ENDED';
  }

  /** Item by item over what both have measured. */
  async compare(
    ctx: RequestContext,
    aId: string,
    bId: string,
  ): Promise<ComparedEvaluations | 'NOT_FOUND' | 'NOT_READY' | FieldProblem> {
    const [a, b] = await Promise.all([this.find(ctx, aId), this.find(ctx, bId)]);
    if (!a || !b) return 'NOT_FOUND';
    if (a.state !== 'COMPLETED' || b.state !== 'COMPLETED') return 'NOT_READY';
    const problem = problemOf(a, b);
    if (problem) return { field: 'b', message: problem };
    const [first, second] = await Promise.all([this.repository.itemsOf(bId), this.repository.itemsOf(aId)]);
    return { a, b, figures: await this.thread.compare(first, second) };
  }

  private async checkModels(
    modelId: string,
    againstModelId: string | undefined,
  ): Promise<{ digest: string } | { refused: string }> {
    try {
      if (againstModelId !== undefined) await this.bench.check(againstModelId);
      return await this.bench.check(modelId);
    } catch (error) {
      if (error instanceof ModelError) return { refused: error.message };
      throw error;
    }
  }
}

/** Why two runs cannot be held against each other. */
function problemOf(a: Evaluation, b: Evaluation): string | undefined {
  if (a.benchmark !== b.benchmark)
    return `Compare runs of one benchmark, not of ${a.benchmark} and ${b.benchmark}.`;
  if (!a.result || !b.result) return undefined;
  const [first, second] = [a.result, b.result];
  if (first.size.height !== second.size.height || first.size.width !== second.size.width) {
    return 'The two models were measured at different sizes; their figures cannot be held against each other.';
  }
  // A shorter run is the beginning of a longer one over the same data.
  if (first.data.name !== second.data.name) return 'The two runs measured different data.';
  return undefined;
}
