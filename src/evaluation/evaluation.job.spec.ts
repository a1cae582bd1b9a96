import { beforeEach, describe, expect, it } from 'vitest';
import type { BenchmarkRun } from './benchmark-jobs/benchmark-run.js';
import type { CatalogTryOuts } from './catalog/catalog-try-outs.js';
import { ModelError } from '../models/model-error.js';
import type { EvaluationKind, EvaluationWork } from './evaluation-work.js';
import { EvaluationJob } from './evaluation.job.js';
import type { StudyPictures } from './studies/study-pictures.js';

describe('EvaluationJob', () => {
  let ran: string[];
  let failures: string[];
  let outcome: () => Promise<void>;
  let job: EvaluationJob;

  beforeEach(() => {
    ran = [];
    failures = [];
    outcome = () => Promise.resolve();
    job = new EvaluationJob(
      work('BENCHMARK') as unknown as BenchmarkRun,
      work('CATALOG') as unknown as CatalogTryOuts,
      work('STUDY') as unknown as StudyPictures,
    );
  });

  function work(kind: EvaluationKind): EvaluationWork {
    return {
      kind,
      run: ({ id }) => {
        ran.push(`${kind} ${id}`);
        return outcome();
      },
      fail: (_, failure) => {
        failures.push(failure);
        return Promise.resolve();
      },
    };
  }

  const run = (attempt = 1, signal = new AbortController().signal): Promise<void> =>
    job.run({ channelId: 'c', kind: 'CATALOG', id: '1' }, { jobId: 'j', attempt, signal });

  it('should give a job to the work of its kind', async () => {
    await run();

    expect(ran).toEqual(['CATALOG 1']);
    expect(failures).toEqual([]);
  });

  it('should end the evaluation and try no more when the model is refused', async () => {
    outcome = () => Promise.reject(new ModelError('LICENCE_REFUSED', 'research only'));

    await run();

    expect(failures).toEqual(['research only']);
  });

  it('should leave other failures to a retry, and note the last one without its message', async () => {
    outcome = () => Promise.reject(new Error('password'));

    await expect(run(5)).rejects.toThrow('password');
    expect(failures).toEqual([]);
    await expect(run(6)).rejects.toThrow('password');
    expect(failures).toHaveLength(1);
    expect(failures[0]).not.toContain('password');
  });

  it('should note nothing when the process stops', async () => {
    const control = new AbortController();
    outcome = () => {
      control.abort();
      return Promise.reject(new ModelError('NOT_FOUND', 'gone'));
    };

    await expect(run(6, control.signal)).rejects.toThrow();
    expect(failures).toEqual([]);
  });
});
