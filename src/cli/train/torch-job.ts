import { resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { sendBatches } from '../../neural/export/loss-graph-frames.js';
import { writeJob } from '../../neural/export/loss-graph-job.js';
import { exportLossGraph } from '../../neural/export/loss-graph.js';
import { DistillationStages } from '../../neural/training/run/distillation-stages.js';
import { learningRate } from '../../neural/training/run/learning-rate.js';
import { readRunConfig } from '../../neural/training/run/read-run-config.js';
import type { NamedWeights } from '../../neural/networks/named-weights.js';
import { scheduleOf, type StagePlan, stepsOf } from '../../neural/training/run/stage-plan.js';
import { TrainingError } from '../../neural/training/run/training-error.js';
import { TrainingState } from '../../neural/training/training-state.js';
import { buildTrainingParts } from '../../neural/training/training-step.js';
import { progress } from '../progress.js';
import { planRun } from './run-plan.js';
import { readWeights } from './weights-file.js';

/** One stage of a configuration, for `training/torch`. */
export interface TorchStage {
  /** Path of the configuration. */
  readonly config: string;
  /** Number of the stage among those of the run, from 1. */
  readonly stage: number;
  /** Folder of prepared data. */
  readonly cache: string;
}

/** Which batches of a stage are wanted. */
export interface TorchBatches extends TorchStage {
  /** Number of the process, from 0, and how many there are. */
  readonly rank: number;
  readonly world: number;
  /** The first step, from 0. */
  readonly from: number;
}

/**
 * Writes the job folder of a stage: loss graph, settings, state to begin with.
 *
 * @param weights safetensors files that earlier stages left; of what several hold, the last one counts
 * @throws TrainingError, DataSetError or CheckpointError saying what a person can do
 */
export async function writeTorchJob(
  request: TorchStage,
  weights: readonly string[],
  folder: string,
): Promise<void> {
  const { plan, stages, start } = await openStage(request);
  const known = new Map(start);
  for (const path of weights)
    for (const [name, values] of (await readWeights(path)).weights) known.set(name, values);
  const { definition, first } = stages.definition(plan, known);
  const snapshot = TrainingState.first(buildTrainingParts(definition, 1), first).snapshot();
  await writeJob(resolve(folder), exportLossGraph(definition), snapshot);
}

/** Sends the batches of one process until the stage ends, see `sendBatches`. */
export async function sendTorchBatches(
  { rank, world, from, ...request }: TorchBatches,
  output: Writable,
): Promise<void> {
  const { plan, stages } = await openStage(request);
  const loader = await stages.batches(plan, request.stage - 1, rank);
  const schedule = scheduleOf(plan);
  try {
    await sendBatches(
      {
        from,
        to: Math.ceil(stepsOf(plan) / world),
        learningRate: (step) => learningRate(schedule, step * plan.batch * world),
        batch: async (step) => (await loader.batch(step))[0]!,
      },
      output,
    );
  } finally {
    await loader.close();
  }
}

interface OpenedStage {
  readonly plan: StagePlan;
  readonly stages: DistillationStages;
  readonly start: NamedWeights;
}

async function openStage({ config, stage, cache }: TorchStage): Promise<OpenedStage> {
  const { record, material } = await planRun(await readRunConfig(config), {
    cache: resolve(cache),
    tell: progress,
  });
  const plan = record.stages[stage - 1];
  if (!plan)
    throw new TrainingError(`${config} has ${record.stages.length} stages; there is no stage ${stage}.`);
  return { plan, stages: new DistillationStages(material), start: material.start };
}
