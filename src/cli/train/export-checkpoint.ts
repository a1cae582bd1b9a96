import { join, resolve } from 'node:path';
import { mixWeights } from '../../neural/networks/mix-weights.js';
import type { NamedWeights } from '../../neural/networks/named-weights.js';
import { CheckpointStore } from '../../neural/training/run/checkpoint-store.js';
import { DistillationStages } from '../../neural/training/run/distillation-stages.js';
import { RUN_FILES } from '../../neural/training/run/run-files.js';
import { readRunRecord, type RunRecord } from '../../neural/training/run/run-record.js';
import { TrainingError } from '../../neural/training/run/training-error.js';
import { progress } from '../progress.js';
import { exportRun } from './export-run.js';
import { planRun, type RunPlan } from './run-plan.js';

/** A run and which of its checkpoints becomes a model. */
export interface CheckpointExport {
  /** The run's folder. */
  readonly run: string;
  readonly modelsDir: string;
  /** Name of the checkpoint; default: the newest. */
  readonly checkpoint?: string;
  /** Default: the run's name. */
  readonly id?: string;
  readonly cache?: string;
  /** How much of the weights that the run began with is mixed into its own, 0…1; default: nothing. */
  readonly startShare?: number;
}

/**
 * Makes a model of a run as it stands at a checkpoint; the run may go on meanwhile.
 *
 * @returns the model's folder
 * @throws TrainingError when there is no such run or checkpoint, it has no student yet, or there is no start to mix in
 */
export async function exportCheckpoint(wanted: CheckpointExport): Promise<string> {
  const out = resolve(wanted.run);
  const before = await readRunRecord(out);
  if (!before) throw new TrainingError(`${out} holds no run: it has no ${RUN_FILES.run}.`);
  const store = new CheckpointStore(join(out, RUN_FILES.checkpoints));
  const checkpoint =
    wanted.checkpoint === undefined ? await store.latest(progress) : await store.read(wanted.checkpoint);
  if (!checkpoint) throw new TrainingError(`${out} has no checkpoint yet.`);
  const cache = resolve(wanted.cache ?? join(out, 'cache'));
  const planned = await planRun(before.config, { cache, before, tell: progress });
  const stages = before.stages.slice(0, checkpoint.stageIndex + 1);
  const plan = { ...planned, record: { ...before, stages } };
  const stage = stages[checkpoint.stageIndex]!;
  const trained = checkpoint.isStageEnd
    ? new Map()
    : new DistillationStages(plan.material).weightsIn(stage, checkpoint);
  const id = wanted.id ?? before.config.name;
  const own = new Map([...checkpoint.weights, ...trained]);
  const { checkpoint: name, startShare } = wanted;
  return exportRun({
    out,
    plan,
    weights: startShare === undefined ? own : withStart(own, planned, before, startShare),
    startShare,
    samples: checkpoint.totalSamples,
    id,
    modelsDir: resolve(wanted.modelsDir),
    command: [
      `tryflow train-export ${wanted.run} --id ${id}`,
      ...(name === undefined ? [] : [`--checkpoint ${name}`]),
      ...(startShare === undefined ? [] : [`--start-share ${startShare}`]),
    ].join(' '),
  });
}

/** @param planned as its files are today, unlike the record of `before` */
function withStart(own: NamedWeights, planned: RunPlan, before: RunRecord, share: number): NamedWeights {
  const { start } = planned.material;
  if (start.size === 0)
    throw new TrainingError('The run began with random weights: there is nothing to mix in.');
  if (planned.record.files.start !== before.files.start) {
    throw new TrainingError(
      'The weights that the run began with have changed since, so they cannot be mixed in.',
    );
  }
  return mixWeights(own, start, share);
}
