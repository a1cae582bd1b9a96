import { Injectable } from '@nestjs/common';
import { type JobContext, JobHandler } from '../jobs/job-handler.decorator.js';
import { ModelError } from '../models/model-error.js';
import { BenchmarkRun } from './benchmark-jobs/benchmark-run.js';
import { CatalogTryOuts } from './catalog/catalog-try-outs.js';
import type { EvaluationKind, EvaluationWork } from './evaluation-work.js';
import { StudyPictures } from './studies/study-pictures.js';

declare module '../jobs/job-map.js' {
  interface JobMap {
    'evaluation.run': { channelId: string; kind: EvaluationKind; id: string };
  }
}

/** Tries after the first; a try that ended with the process counts. */
const RETRY_LIMIT = 5;

/** One queue for every kind of evaluation, so that a process never runs two of them beside the shoppers' try-ons. */
@Injectable()
export class EvaluationJob {
  private readonly works: ReadonlyMap<EvaluationKind, EvaluationWork>;

  constructor(benchmarks: BenchmarkRun, catalogs: CatalogTryOuts, studies: StudyPictures) {
    this.works = new Map(
      [benchmarks, catalogs, studies].map((work): [EvaluationKind, EvaluationWork] => [work.kind, work]),
    );
  }

  @JobHandler('evaluation.run', { concurrency: 1, retryLimit: RETRY_LIMIT, expireInSeconds: 86_000 })
  async run(
    { kind, id }: { channelId: string; kind: EvaluationKind; id: string },
    { signal, attempt }: JobContext,
  ): Promise<void> {
    const work = this.works.get(kind);
    if (!work) throw new Error(`Nothing runs evaluations of kind ${kind}.`);
    try {
      await work.run({ id, signal });
    } catch (error) {
      if (signal.aborted) throw error;
      // A model that is refused stays refused; anything else may pass.
      if (error instanceof ModelError) await work.fail(id, error.message);
      else if (attempt > RETRY_LIMIT)
        await work.fail(id, 'An internal error; the log of the server says more.');
      if (!(error instanceof ModelError)) throw error;
    }
  }
}
