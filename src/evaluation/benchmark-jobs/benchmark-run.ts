import { Inject, Injectable } from '@nestjs/common';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Config } from '../../config/config.js';
import { ModelRegistry } from '../../models/model-registry.js';
import { BLOB_STORE, type BlobStore } from '../../storage/blob-store.js';
import type { EvaluationTurn, EvaluationWork } from '../evaluation-work.js';
import type { EvaluationProgress, EvaluationRequest } from '../runs/evaluation-request.js';
import type { EvaluationResult } from '../runs/evaluation-result.js';
import { readItems } from '../runs/item-log.js';
import { BenchmarkRefused, BenchmarkThread } from './benchmark-thread.js';
import { EvaluationData } from './evaluation-data.js';
import { reportFolder } from './evaluation-reports.js';
import type { Evaluation } from './evaluation.entity.js';
import { EvaluationRepository } from './evaluation.repository.js';

/** How often progress is written down, and whether somebody has cancelled the run is looked up. */
const NOTE_MS = 1_000;

/** Somebody has cancelled the run. */
class RunCancelled extends Error {
  override readonly name = 'RunCancelled';
}

/**
 * Runs a benchmark in a folder of its own under the data folder, from which a killed run goes on. In the end result,
 * items and report are in the database and the blob store, and the folder is removed.
 */
@Injectable()
export class BenchmarkRun implements EvaluationWork {
  readonly kind = 'BENCHMARK';

  constructor(
    private readonly config: Config,
    private readonly repository: EvaluationRepository,
    private readonly registry: ModelRegistry,
    private readonly data: EvaluationData,
    private readonly thread: BenchmarkThread,
    @Inject(BLOB_STORE) private readonly blobs: BlobStore,
  ) {}

  async run({ id, signal }: EvaluationTurn): Promise<void> {
    if (!(await this.repository.advance(id, ['QUEUED', 'RUNNING'], { state: 'RUNNING' }))) return;
    const evaluation = await this.repository.findById(id);
    if (!evaluation) return;
    const request = await this.requestOf(evaluation);
    if (typeof request === 'string') return this.fail(id, request);
    try {
      const result = await this.measure(evaluation, request, signal);
      await this.finish(id, request.folder, result);
    } catch (error) {
      if (error instanceof BenchmarkRefused) await this.fail(id, this.data.withoutPaths(error.message));
      else if (!(error instanceof RunCancelled)) throw error;
    }
    await rm(request.folder, { recursive: true, force: true });
  }

  async fail(id: string, failure: string): Promise<void> {
    const change = { state: 'FAILED' as const, failure, finishedAt: new Date() };
    await this.repository.advance(id, ['QUEUED', 'RUNNING'], change);
  }

  /** What is to be run, or why it cannot be. */
  private async requestOf(
    evaluation: Evaluation,
  ): Promise<Omit<EvaluationRequest, 'signal' | 'onProgress'> | string> {
    const { id, benchmark, modelId, modelDigest, againstModelId, dataSet, itemLimit } = evaluation;
    const data = dataSet === null ? undefined : await this.data.pathOf(dataSet);
    if (dataSet !== null && data === undefined) return `There is no data set ${dataSet} any more.`;
    const model = await this.registry.load(modelId);
    if (model.digest !== modelDigest) {
      return 'The model’s files have changed since the evaluation was started; start it again.';
    }
    const against = againstModelId === null ? undefined : await this.registry.load(againstModelId);
    const folder = join(this.config.dataDir, 'evaluations', id);
    return { benchmark, data, model, against, folder, limit: itemLimit ?? undefined };
  }

  private async measure(
    { id, startedAt }: Evaluation,
    request: Omit<EvaluationRequest, 'signal' | 'onProgress'>,
    signal: AbortSignal,
  ): Promise<EvaluationResult> {
    const cancelled = new AbortController();
    let latest: EvaluationProgress | undefined;
    let first: { resumedFrom: number; resumedAt: Date } | undefined;
    const note = async (): Promise<void> => {
      const progress = latest && { done: latest.done, total: latest.total, problems: latest.problems };
      const change = { state: 'RUNNING' as const, startedAt: startedAt ?? new Date(), ...progress, ...first };
      const running = await this.repository.advance(id, ['RUNNING'], change).catch(() => true);
      if (!running) cancelled.abort(new RunCancelled());
    };
    await note();
    const timer = setInterval(() => void note(), NOTE_MS);
    try {
      return await this.thread.evaluate(request, AbortSignal.any([signal, cancelled.signal]), (progress) => {
        if (progress.phase !== 'preparing') {
          first ??= { resumedFrom: Math.max(0, progress.done - 1), resumedAt: new Date() };
        }
        latest = progress;
      });
    } finally {
      clearInterval(timer);
    }
  }

  private async finish(id: string, folder: string, result: EvaluationResult): Promise<void> {
    const reportBlob = await this.blobs.put(reportFolder(id), await readFile(join(folder, 'report.html')));
    const items = await readItems(folder);
    const { length: done } = items;
    await this.repository.advance(id, ['RUNNING'], {
      state: 'COMPLETED',
      result,
      items,
      done,
      total: done,
      problems: result.problems.length,
      reportBlob,
      finishedAt: new Date(),
    });
  }
}
