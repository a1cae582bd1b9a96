import { mkdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { readModelCard } from '../../models/read-model-card.js';
import type { LayoutName } from '../../neural/datasets/open-data-set.js';
import { writeSynced } from '../../neural/training/run/write-synced.js';
import { TrainingError } from '../../neural/training/run/training-error.js';
import { runTraining } from './run-training.js';
import { readWeights, weightsPath } from './weights-file.js';

/** A merchant's own pairs and the model to begin with. */
export interface FinetuneRequest {
  /** The model's folder. */
  readonly model: string;
  readonly data: string;
  readonly layout: LayoutName;
  readonly out: string;
  /** Id of the new model. */
  readonly name: string;
  readonly terms: string;
  readonly use: 'research' | 'commercial';
  readonly validation?: string;
  readonly samples: number;
  /** Highest learning rate. */
  readonly rate: number;
}

/** Share of the samples over which the rate rises. */
const WARM_UP = 0.05;

/**
 * Trains a student further: a run of one stage, whose configuration is written into its folder. The tutor that came
 * with the student stays as it is and makes the student's input.
 *
 * @returns the exported model's folder; undefined when it was stopped before the end
 * @throws TrainingError when the model has no weights to go on from
 */
export async function finetune(request: FinetuneRequest, signal: AbortSignal): Promise<string | undefined> {
  const out = resolve(request.out);
  const config = join(out, 'config.json');
  await mkdir(out, { recursive: true });
  await writeSynced(config, `${JSON.stringify(await configurationOf(request), null, 2)}\n`);
  return runTraining({ config, out }, signal);
}

async function configurationOf(request: FinetuneRequest): Promise<object> {
  const { layout, name, terms, use, samples, rate, validation } = request;
  const model = resolve(request.model);
  const { preset } = await readWeights(await weightsPath(model));
  if (preset === undefined) {
    throw new TrainingError(
      `The weights of ${model} do not say of which preset they are; use \`tryflow train\`.`,
    );
  }
  const { frame } = readModelCard(await readFile(join(model, 'card.json'), 'utf8'), basename(model));
  const warmUp = Math.floor(samples * WARM_UP);
  return {
    name,
    preset,
    start: model,
    data: [{ layout, path: resolve(request.data), name: `own pairs of ${name}`, terms, use }],
    ...(validation !== undefined && { validation: { layout, path: resolve(validation) } }),
    stages: [
      { stage: 'student', height: frame.height, width: frame.width, samples, learningRate: rate, warmUp },
    ],
  };
}
