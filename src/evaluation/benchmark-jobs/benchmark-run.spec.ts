import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Config } from '../../config/config.js';
import type { ModelRegistry } from '../../models/model-registry.js';
import { FileBlobStore } from '../../storage/file-blob-store.js';
import type { EvaluationResult } from '../runs/evaluation-result.js';
import { BenchmarkRun } from './benchmark-run.js';
import { BenchmarkRefused, BenchmarkThread } from './benchmark-thread.js';
import { EvaluationData } from './evaluation-data.js';
import type { Evaluation } from './evaluation.entity.js';
import type { EvaluationRepository } from './evaluation.repository.js';

const ID = '6f0e3a5e-0000-4000-8000-000000000001';

describe('BenchmarkRun', () => {
  let dataDir: string;
  let row: Partial<Evaluation>;
  let evaluate: BenchmarkThread['evaluate'];
  let work: BenchmarkRun;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'tryflow-benchmark-run-'));
    row = {
      id: ID,
      benchmark: 'synthetic',
      state: 'QUEUED',
      modelId: 'student',
      modelDigest: 'digest',
      againstModelId: null,
      dataSet: null,
      itemLimit: null,
      startedAt: null,
    };
    const config = Object.assign(new Config(), { dataDir, evaluationDataDir: join(dataDir, 'sets') });
    const repository: Pick<EvaluationRepository, 'advance' | 'findById'> = {
      advance: (_, from, change) => {
        const advanced = from.some((state) => state === row.state);
        if (advanced) Object.assign(row, change);
        return Promise.resolve(advanced);
      },
      findById: () => Promise.resolve(row as Evaluation),
    };
    work = new BenchmarkRun(
      config,
      repository as EvaluationRepository,
      { load: () => Promise.resolve({ digest: 'digest' }) } as unknown as ModelRegistry,
      new EvaluationData(config),
      { evaluate: (...given) => evaluate(...given) } as BenchmarkThread,
      new FileBlobStore(join(dataDir, 'blobs')),
    );
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  const run = (signal = new AbortController().signal): Promise<void> => work.run({ id: ID, signal });
  const folders = (): Promise<string[]> => readdir(join(dataDir, 'evaluations')).catch(() => []);

  /** What a run leaves in its folder. */
  async function writeRun(folder: string): Promise<EvaluationResult> {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'report.html'), '<!doctype html>');
    await writeFile(join(folder, 'items.jsonl'), '{"id":"1","figures":{"ssim":0.9}}\n');
    return { problems: [] } as unknown as EvaluationResult;
  }

  it('should keep result, items and report, and remove the folder', async () => {
    evaluate = ({ folder }) => writeRun(folder);

    await run();

    expect(row).toMatchObject({ state: 'COMPLETED', done: 1, total: 1, items: [{ id: '1' }] });
    expect(row.reportBlob).toMatch(new RegExp(`^evaluations/${ID}/`));
    expect(row.startedAt).toBeInstanceOf(Date);
    expect(await folders()).toEqual([]);
  });

  it('should leave the folder to the next try when the process stops or fails', async () => {
    evaluate = async ({ folder }) => {
      await writeRun(folder);
      throw new Error('the process stops');
    };

    await expect(run()).rejects.toThrow('the process stops');

    expect(row.state).toBe('RUNNING');
    expect(await folders()).toEqual([ID]);
  });

  it('should stop and clean up when somebody cancels', async () => {
    evaluate = ({ folder }, signal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
        void writeRun(folder).then(() => (row.state = 'CANCELLED'));
      });

    await run();

    expect(row).toMatchObject({ state: 'CANCELLED' });
    expect(row.reportBlob).toBeUndefined();
    expect(await folders()).toEqual([]);
  });

  it('should say why a data set does not fit, without telling where it lies', async () => {
    evaluate = () => Promise.reject(new BenchmarkRefused(`${join(dataDir, 'sets', 'mpv')} has no pairs`));

    await run();

    expect(row).toMatchObject({ state: 'FAILED', failure: 'mpv has no pairs' });
  });

  it('should refuse to go on with another model than it began with', async () => {
    row.modelDigest = 'another';
    evaluate = ({ folder }) => writeRun(folder);

    await run();

    expect(row.state).toBe('FAILED');
    expect(row.failure).toMatch(/changed/);
  });

  it('should fail when the data set is gone', async () => {
    row.dataSet = 'mpv';
    evaluate = ({ folder }) => writeRun(folder);

    await run();

    expect(row).toMatchObject({ state: 'FAILED', failure: 'There is no data set mpv any more.' });
  });

  it('should do nothing when the run has ended', async () => {
    row.state = 'CANCELLED';
    evaluate = ({ folder }) => writeRun(folder);

    await run();

    expect(row.state).toBe('CANCELLED');
    expect(await folders()).toEqual([]);
  });
});
