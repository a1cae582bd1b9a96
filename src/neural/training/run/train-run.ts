import { join } from 'node:path';
import { type Checkpoint, CheckpointStore } from './checkpoint-store.js';
import { RUN_FILES } from './run-files.js';
import type { RunReporter } from './run-reporter.js';
import type { NamedWeights } from '../../networks/named-weights.js';
import { type StageOpener, type StagePlan, stepsOf } from './stage-plan.js';
import { trainStage, type TrainingRhythm } from './train-stage.js';

/** A run: what to train, and where to. */
export interface TrainRun {
  /** The run's folder, held by a {@link RunLock}. */
  readonly folder: string;
  readonly plans: readonly StagePlan[];
  readonly opener: StageOpener;
  readonly reporter: RunReporter;
  readonly rhythm: TrainingRhythm;
}

/** How a run ended. */
export interface RunEnd {
  /** Weights of all networks after the last stage; absent when the run was asked to stop before. */
  readonly weights?: NamedWeights;
  /** Samples of all stages together. */
  readonly samples: number;
}

/**
 * Trains stage after stage, from the newest checkpoint on where there is one: what was not kept is done again, with the
 * same numbers.
 *
 * @throws TrainingError when training has gone astray or no checkpoint can be read
 */
export async function trainRun({ folder, plans, opener, reporter, rhythm }: TrainRun): Promise<RunEnd> {
  const checkpoints = new CheckpointStore(join(folder, RUN_FILES.checkpoints));
  const found = await checkpoints.latest((line) => reporter.tell(line));
  await reporter.begin(found?.totalSamples ?? 0);
  if (found) reporter.tell(`going on in ${found.stage} after ${found.samples} samples`);

  let { weights, samples, next, resumed } = await beginning(found, opener);
  for (const [stageIndex, plan] of plans.entries()) {
    if (stageIndex < next) continue;
    const snapshot = resumed && { state: resumed.state, stepsDone: resumed.stepsDone };
    const stage = await opener.open(plan, stageIndex, weights, snapshot);
    const progress = { plan, stageIndex, samplesBefore: samples, weights, resumed };
    try {
      const trained = await trainStage(stage, progress, { checkpoints, reporter }, rhythm);
      if (!trained) return { samples: samples + stage.trainer.steps * plan.batch };
      weights = trained;
    } finally {
      await stage.close();
    }
    samples += stepsOf(plan) * plan.batch;
    resumed = undefined;
    next++;
  }
  return { weights, samples };
}

interface Beginning {
  weights: NamedWeights;
  /** Of the stages before the next one. */
  samples: number;
  /** Index of the next stage. */
  next: number;
  /** Where that stage goes on. */
  resumed?: Checkpoint;
}

async function beginning(found: Checkpoint | undefined, opener: StageOpener): Promise<Beginning> {
  if (!found) return { weights: await opener.firstWeights(), samples: 0, next: 0 };
  const { weights, totalSamples, samples, stageIndex, isStageEnd } = found;
  if (isStageEnd) return { weights, samples: totalSamples, next: stageIndex + 1 };
  return { weights, samples: totalSamples - samples, next: stageIndex, resumed: found };
}
