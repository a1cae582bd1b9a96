import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CheckpointError } from '../checkpoints/checkpoint-error.js';
import { flatTensors, floatsByName } from '../checkpoints/flat-tensors.js';
import { readSafetensors } from '../checkpoints/read-safetensors.js';
import { writeSafetensors } from '../checkpoints/write-safetensors.js';
import { encodeModel } from '../graph/onnx-model.js';
import type { TrainingSnapshot } from '../training/training-state.js';
import type { LossGraph } from './loss-graph.js';

/** Files of a job folder, which `training/torch/train.py` is given. */
export const JOB_FILES = {
  graph: 'loss.onnx',
  job: 'job.json',
  /** The state to begin with, see {@link writeSnapshot}. */
  start: 'start.safetensors',
} as const;

/** What `train.py` keeps in its run folder. */
export const RUN_FILES = {
  /** The whole state, see {@link readSnapshot}. */
  checkpoint: 'checkpoint.safetensors',
  /** Weights by name: their moving average where one is kept. */
  weights: 'weights.safetensors',
} as const;

const STEPS_DONE = 'stepsDone';

/**
 * Writes a job folder.
 *
 * @param start where training begins: `TrainingState.first(…).snapshot()`, or the snapshot of a training to go on with
 */
export async function writeJob(
  folder: string,
  { model, job }: LossGraph,
  start: TrainingSnapshot,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, JOB_FILES.graph), encodeModel(model));
  await writeFile(join(folder, JOB_FILES.job), `${JSON.stringify(job, null, 2)}\n`);
  await writeSnapshot(join(folder, JOB_FILES.start), start);
}

/** Writes the state of a training as safetensors: its vectors by name, `stepsDone` in the metadata. */
export function writeSnapshot(path: string, { state, stepsDone }: TrainingSnapshot): Promise<void> {
  return writeSafetensors(path, flatTensors(state), { [STEPS_DONE]: String(stepsDone) });
}

/**
 * Reads what {@link writeSnapshot} or `train.py` wrote.
 *
 * @throws CheckpointError when it is no safetensors file or does not say how many steps were done
 */
export async function readSnapshot(path: string): Promise<TrainingSnapshot> {
  const { tensors, metadata } = await readSafetensors(path);
  const stepsDone = Number(metadata.get(STEPS_DONE) ?? NaN);
  if (!Number.isSafeInteger(stepsDone) || stepsDone < 0)
    throw new CheckpointError(`${path} does not say how many steps were done: it is no checkpoint.`);
  return { state: floatsByName(tensors), stepsDone };
}
