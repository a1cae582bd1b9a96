import { createHash } from 'node:crypto';
import { constants, createReadStream, existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { MODEL_ID } from '../../models/model-card.js';
import { CheckpointError } from '../../neural/checkpoints/checkpoint-error.js';
import { readPth } from '../../neural/checkpoints/read-pth.js';
import { encodeModel } from '../../neural/graph/onnx-model.js';
import { loadWeights } from '../../neural/networks/load-weights.js';
import type { Parameters } from '../../neural/networks/parameters.js';
import {
  PUBLISHED_STUDENT,
  referenceStudentModel,
  type StudentDefinition,
} from '../../neural/networks/reference/student-model.js';
import { CliError, EXIT } from '../exit-code.js';
import { progress } from '../progress.js';
import { installModel } from './install-model.js';
import { type CheckpointSource, pfafnCard } from './pfafn-card.js';

/** The fixed filters of the smoothness loss, left in some files by training. */
const LEFT_BY_TRAINING = /^aflow_net\.weight$/;

/** What is imported, and to where. */
export interface PfafnImport {
  /** Paths of the two published files of the student. */
  readonly warp: string;
  readonly gen: string;
  /** Id of the new model. */
  readonly id: string;
  /** Folder of the models; it exists. */
  readonly modelsDir: string;
}

/**
 * Makes a model of the published PF-AFN checkpoints. Nothing in them is executed; every tensor of the network must be
 * there in its shape. The new model runs once before it appears, or it does not appear at all.
 *
 * @param definition the network that the files hold; default: the published one
 * @returns the model's folder
 * @throws CliError that says which file is at fault and why
 */
export async function importPfafn(
  { warp, gen, id, modelsDir }: PfafnImport,
  definition: StudentDefinition = PUBLISHED_STUDENT,
): Promise<string> {
  const folder = join(modelsDir, id);
  if (!MODEL_ID.test(id)) {
    throw new CliError(EXIT.usage, `The id "${id}" must consist of lower-case letters, digits and hyphens.`);
  }
  if (!existsSync(modelsDir))
    throw new CliError(EXIT.usage, `The folder ${modelsDir} does not exist; make it.`);
  if (existsSync(folder)) {
    throw new CliError(EXIT.usage, `${folder} exists already; give another --id or remove it.`);
  }
  for (const path of [warp, gen]) await requireReadable(path);

  const student = referenceStudentModel(definition);
  const weights = new Map([
    ...(await readPart(warp, student.parameters, 'warp.')),
    ...(await readPart(gen, student.parameters, 'gen.')),
  ]);
  const sources = [await sourceOf(warp), await sourceOf(gen)];
  progress(`all ${weights.size} tensors are there; writing the model and running it once`);
  const graph = encodeModel(student.build(weights));
  await installModel(modelsDir, pfafnCard(id, definition, student, graph, sources), graph);
  return folder;
}

async function requireReadable(path: string): Promise<void> {
  await access(path, constants.R_OK).catch(() => {
    throw new CliError(EXIT.usage, `${path} cannot be read; name the file that holds this part.`);
  });
}

async function readPart(
  path: string,
  parameters: Parameters,
  under: string,
): Promise<ReadonlyMap<string, Float32Array>> {
  try {
    const dictionary = await readPth(path);
    const { weights, ignored } = loadWeights(parameters, dictionary, { under, ignore: LEFT_BY_TRAINING });
    for (const key of ignored) progress(`${path}: ${key} is left aside: only training needs it`);
    return weights;
  } catch (error) {
    if (!(error instanceof CheckpointError)) throw error;
    const reason = error.message.startsWith(path) ? error.message : `${path}: ${error.message}`;
    throw new CliError(EXIT.failed, `${reason}. Nothing was imported.`);
  }
}

async function sourceOf(path: string): Promise<CheckpointSource> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return { name: basename(path), sha256: hash.digest('hex') };
}
