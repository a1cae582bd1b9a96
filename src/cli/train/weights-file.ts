import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { floatsByName } from '../../neural/checkpoints/flat-tensors.js';
import { readSafetensors } from '../../neural/checkpoints/read-safetensors.js';
import { writeSafetensors } from '../../neural/checkpoints/write-safetensors.js';
import { toFloat16 } from '../../neural/export/float16.js';
import type { NamedWeights } from '../../neural/networks/named-weights.js';
import { TrainingError } from '../../neural/training/run/training-error.js';

/** Beside a model's graph: what training goes on from. */
export const WEIGHTS_FILE = 'weights.safetensors';

/** Weights and for which networks they are. */
export interface StartWeights {
  readonly weights: NamedWeights;
  /** Name of the preset whose networks these are, where the file says it. */
  readonly preset?: string;
}

/** Path of the weights in a model's folder, or of the file itself. */
export async function weightsPath(start: string): Promise<string> {
  const found = await stat(start).catch(() => undefined);
  if (!found)
    throw new TrainingError(`${start} does not exist; name a model's folder or a safetensors file.`);
  if (!found.isDirectory()) return start;
  const path = join(start, WEIGHTS_FILE);
  if (await stat(path).catch(() => undefined)) return path;
  throw new TrainingError(
    `${start} has no ${WEIGHTS_FILE}: only models that \`tryflow train\` exported with their tutor can be trained on.`,
  );
}

/** @throws CheckpointError when the file is no sound safetensors file */
export async function readWeights(path: string): Promise<StartWeights> {
  const { tensors, metadata } = await readSafetensors(path);
  return { weights: floatsByName(tensors), preset: metadata.get('preset') };
}

/** Writes weights as 16-bit floats: enough to go on from, half the size. */
export async function writeHalfWeights(path: string, weights: NamedWeights, preset: string): Promise<void> {
  const tensors = [...weights].map(([name, values]) => {
    const halves = toFloat16(values);
    const bytes = new Uint8Array(halves.buffer, halves.byteOffset, halves.byteLength);
    return [name, { dtype: 'float16' as const, shape: [values.length], bytes }] as const;
  });
  await writeSafetensors(path, new Map(tensors), { preset });
}
