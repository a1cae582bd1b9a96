import { join, resolve } from 'node:path';
import { CheckpointStore } from '../../neural/training/run/checkpoint-store.js';
import { DistillationStages } from '../../neural/training/run/distillation-stages.js';
import { FileReporter } from '../../neural/training/run/file-reporter.js';
import { readRunConfig } from '../../neural/training/run/read-run-config.js';
import { RUN_FILES } from '../../neural/training/run/run-files.js';
import { RunLock } from '../../neural/training/run/run-lock.js';
import {
  changesThatMatter,
  readRunRecord,
  type RunRecord,
  writeRunRecord,
} from '../../neural/training/run/run-record.js';
import { trainRun } from '../../neural/training/run/train-run.js';
import { TrainingError } from '../../neural/training/run/training-error.js';
import { progress } from '../progress.js';
import { hasStudent, replaceExport } from './export-run.js';
import { planRun } from './run-plan.js';
import { commandOf, type TrainingRequest } from './training-request.js';

/**
 * Trains, or goes on where the run in that folder stopped, and exports the student when all stages are done.
 *
 * @param signal asks to stop after a checkpoint
 * @returns the exported model's folder; undefined when it was stopped before the end or has no student
 * @throws TrainingError, DataSetError or CheckpointError saying what a person can do
 */
export async function runTraining(
  request: TrainingRequest,
  signal: AbortSignal,
): Promise<string | undefined> {
  const out = resolve(request.out);
  const config = await readRunConfig(request.config);
  const lock = await RunLock.take(out);
  const reporter = FileReporter.at(out, progress);
  try {
    const before = await readRunRecord(out);
    const cache = resolve(request.cache ?? join(out, 'cache'));
    const plan = await planRun(config, { cache, before, tell: progress });
    if (before) await requireSame(out, before, plan.record);
    await writeRunRecord(out, plan.record);
    await plan.prepare();
    const end = await trainRun({
      folder: out,
      plans: plan.record.stages,
      opener: new DistillationStages(plan.material),
      reporter,
      rhythm: {
        checkpointEveryMs: config.checkpointMinutes * 60_000,
        reportEverySteps: config.reportEverySteps,
        sheetEverySamples: config.sheetEverySamples,
        signal,
      },
    });
    const { weights, samples } = end;
    if (weights && !hasStudent(weights)) {
      progress('all stages are done; none of them trains a student: add stages and start again to go on');
      return undefined;
    }
    if (weights) {
      const [id, modelsDir, command] = [config.name, join(out, 'models'), commandOf(request)];
      return await replaceExport({ out, plan, weights, samples, id, modelsDir, command });
    }
    progress(`stopped after ${samples} samples; resume with: ${commandOf(request)}`);
    return undefined;
  } finally {
    reporter.close();
    await lock.release();
  }
}

async function requireSame(out: string, before: RunRecord, now: RunRecord): Promise<void> {
  const begun = await new CheckpointStore(join(out, RUN_FILES.checkpoints)).stagesBegun();
  if (begun === 0) return;
  const changes = changesThatMatter(before, now, begun);
  if (changes.length > 0) {
    throw new TrainingError(
      `${out} holds a run that cannot go on so: ${changes.join('; ')}. Change it back, or give another --out.`,
    );
  }
  const [was, is] = [before, now].map(({ starts }) => starts.at(-1)?.code.digest);
  if (was !== is)
    progress('the code has changed since the last start: losses may differ from an uninterrupted run');
}
