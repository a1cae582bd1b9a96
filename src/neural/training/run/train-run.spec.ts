import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FileReporter } from './file-reporter.js';
import { RunLog } from './run-log.js';
import type { StageOpener, StagePlan } from './stage-plan.js';
import { FakeStages } from './testing/fake-stages.js';
import { inTemporaryFolder } from './testing/temporary-folder.js';
import { type RunEnd, trainRun } from './train-run.js';

const PLAN: StagePlan = {
  stage: 'tutor-warp',
  height: 64,
  width: 64,
  batch: 4,
  samples: 40,
  learningRate: 0.1,
  warmUp: 8,
  decay: 'cosine',
};
const PLANS: readonly StagePlan[] = [PLAN, { ...PLAN, stage: 'student', samples: 60 }];

interface Setting {
  readonly plans?: readonly StagePlan[];
  readonly signal?: AbortSignal;
  /** Steps between two checkpoints. */
  readonly checkpointEvery?: number;
}

/** A run whose clock moves by a second with each look at it. */
function run(folder: string, opener: StageOpener, setting: Setting = {}): Promise<RunEnd> {
  const { plans = PLANS, signal = new AbortController().signal, checkpointEvery = 3 } = setting;
  const reporter = FileReporter.at(folder, () => undefined);
  let seconds = 0;
  const ended = trainRun({
    folder,
    plans,
    opener,
    reporter,
    rhythm: {
      checkpointEveryMs: checkpointEvery * 1000,
      reportEverySteps: 4,
      sheetEverySamples: 20,
      signal,
      now: () => seconds++ * 1000,
    },
  });
  return ended.finally(() => reporter.close());
}

async function logOf(folder: string) {
  const lines = await new RunLog(join(folder, 'log.jsonl')).read();
  return lines.map(({ clock: _clock, ...line }) => line);
}

const checkpointsOf = (folder: string) => readdir(join(folder, 'checkpoints'));

/** Stages that crash once. */
function crashing(index: number, step: number): FakeStages {
  return new FakeStages((atIndex, atStep) => {
    if (atIndex === index && atStep === step) throw new Error('killed');
  });
}

describe('trainRun', () => {
  it('should train the stages one after another, each on the weights of the one before', () =>
    inTemporaryFolder(async (folder) => {
      const stages = new FakeStages();

      const { weights, samples } = await run(folder, stages);

      expect(stages.calls).toEqual(['open 0 0', 'close', 'open 1 0', 'close']);
      expect(samples).toBe(100);
      expect(weights?.get('tutor.w')?.[0]).toBeLessThan(4);
      expect(weights?.get('student.w')?.[0]).toBeGreaterThan(-4);
      expect(
        (await logOf(folder)).map(({ stage, step, totalSamples }) => [stage, step, totalSamples]),
      ).toEqual([
        ['tutor-warp', 4, 16],
        ['tutor-warp', 8, 32],
        ['tutor-warp', 10, 40],
        ['student', 4, 56],
        ['student', 8, 72],
        ['student', 12, 88],
        ['student', 15, 100],
      ]);
      expect(await checkpointsOf(folder)).toContain('01-tutor-warp-000000010-end');
      expect(await readdir(join(folder, 'sheets'))).toEqual([
        '01-tutor-warp-000000020.png',
        '01-tutor-warp-000000040.png',
        '02-student-000000020.png',
        '02-student-000000040.png',
        '02-student-000000060.png',
      ]);
    }));

  it.each([
    ['before the first checkpoint', 0, 1],
    ['between two checkpoints', 0, 7],
    ['in a later stage', 1, 9],
    ['at the first step of a later stage', 1, 0],
  ])('should write the same log and weights as an uninterrupted run when killed %s', (_case, index, step) =>
    inTemporaryFolder(async (folder) => {
      const [whole, broken] = [join(folder, 'whole'), join(folder, 'broken')];
      const expected = await run(whole, new FakeStages());

      await expect(run(broken, crashing(index, step))).rejects.toThrow('killed');
      const resumed = await run(broken, new FakeStages());

      expect(await logOf(broken)).toEqual(await logOf(whole));
      expect(resumed).toEqual(expected);
    }),
  );

  it('should go on from the newest checkpoint and not from the beginning', () =>
    inTemporaryFolder(async (folder) => {
      await expect(run(folder, crashing(1, 9))).rejects.toThrow('killed');
      const stages = new FakeStages();

      await run(folder, stages);

      expect(stages.calls[0]).toMatch(/^open 1 [1-9]$/);
    }));

  it('should write a checkpoint after the running step and end when it is asked to stop', () =>
    inTemporaryFolder(async (folder) => {
      const [whole, stopped] = [join(folder, 'whole'), join(folder, 'stopped')];
      const controller = new AbortController();
      const expected = await run(whole, new FakeStages());
      const stopping = new FakeStages((index, step) => {
        if (index === 0 && step === 5) controller.abort();
      });

      const end = await run(stopped, stopping, { signal: controller.signal, checkpointEvery: 1000 });

      expect(end).toEqual({ samples: 24 });
      expect(await checkpointsOf(stopped)).toEqual(['01-tutor-warp-000000006']);
      const stages = new FakeStages();
      expect(await run(stopped, stages)).toEqual(expected);
      expect(stages.calls[0]).toBe('open 0 6');
      expect(await logOf(stopped)).toEqual(await logOf(whole));
    }));

  it('should do nothing but answer the weights when the run has ended already', () =>
    inTemporaryFolder(async (folder) => {
      const expected = await run(folder, new FakeStages());
      const stages = new FakeStages();

      expect(await run(folder, stages)).toEqual(expected);
      expect(stages.calls).toEqual([]);
    }));

  it('should go on with a stage that was added to a run that has ended', () =>
    inTemporaryFolder(async (folder) => {
      await run(folder, new FakeStages(), { plans: PLANS.slice(0, 1) });
      const stages = new FakeStages();

      await run(folder, stages);

      expect(stages.calls).toEqual(['open 1 0', 'close']);
    }));

  it('should stop with the reason, the last good checkpoint and no new one when a loss is not a number', () =>
    inTemporaryFolder(async (folder) => {
      const stages = new FakeStages(
        () => undefined,
        (step) => (step === 8 ? NaN : 1),
      );

      const ended = run(folder, stages);

      await expect(ended).rejects.toThrow(
        /^Training stopped in tutor-warp after 36 samples: loss is NaN: .* is .*01-tutor-warp-00000000[1-8]\.$/,
      );
      expect(stages.calls).toEqual(['open 0 0', 'close']);
      const newest = (await checkpointsOf(folder)).sort().at(-1) ?? '';
      expect(Number(newest.slice(-9))).toBeLessThanOrEqual(8);
    }));
});
