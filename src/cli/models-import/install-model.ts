import { mkdtemp, mkdir, open, rename, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { StudentSession } from '../../inference/onnx/student-session.js';
import type { ModelCard } from '../../models/model-card.js';
import { ModelRegistry } from '../../models/model-registry.js';
import { CliError, EXIT } from '../exit-code.js';

/**
 * Puts a model into the models folder, whole or not at all: it is written beside its place, read as the server reads
 * it, run once on a test pattern, and only then moved.
 *
 * @param modelsDir an existing folder without a model of this id
 * @param more further files of the card, by name
 * @throws ModelError when card and files do not agree
 * @throws CliError when the model cannot be run or the folder cannot be written
 */
export async function installModel(
  modelsDir: string,
  card: ModelCard,
  graph: Uint8Array,
  more: ReadonlyMap<string, Uint8Array> = new Map(),
): Promise<void> {
  const staging = await mkdtemp(join(modelsDir, '.import-')).catch((error: unknown) => {
    throw new CliError(EXIT.failed, `${modelsDir} cannot be written: ${reasonOf(error)}.`);
  });
  try {
    const folder = join(staging, card.id);
    await mkdir(folder);
    for (const [name, bytes] of [[card.graph, graph] as const, ...more])
      await write(join(folder, name), bytes);
    await write(join(folder, 'card.json'), `${JSON.stringify(card, null, 2)}\n`);
    await tryModel(staging, card.id);
    await rename(folder, join(modelsDir, card.id)).catch((error: unknown) => {
      throw new CliError(EXIT.failed, `${join(modelsDir, card.id)} cannot be made: ${reasonOf(error)}.`);
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function tryModel(modelsDir: string, id: string): Promise<void> {
  const registry = new ModelRegistry({ folder: modelsDir, production: false, allowResearchModels: true });
  const model = await registry.load(id);
  try {
    const session = await StudentSession.open(model, 'cpu', availableParallelism());
    await session.close();
  } catch (error) {
    throw new CliError(
      EXIT.failed,
      `The model was made but cannot be used: ${reasonOf(error)}. Nothing was imported; fetch the checkpoints again.`,
    );
  }
}

/** Written through to the disk, so that a model that appears is whole even after a power cut. */
async function write(path: string, content: Uint8Array | string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
