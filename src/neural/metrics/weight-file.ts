import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readPth } from '../checkpoints/read-pth.js';
import { readSafetensors } from '../checkpoints/read-safetensors.js';
import type { StateDictionary } from '../checkpoints/state-dictionary.js';

/** Weights that someone downloaded. */
export interface WeightFile {
  readonly dictionary: StateDictionary;
  /** Hex. */
  readonly sha256: string;
}

/**
 * Reads weights: `.safetensors`, or else a PyTorch state dictionary.
 *
 * @throws CheckpointError naming the file and its part at fault
 */
export async function readWeightFile(path: string): Promise<WeightFile> {
  const dictionary = path.endsWith('.safetensors')
    ? (await readSafetensors(path)).tensors
    : await readPth(path);
  return { dictionary, sha256: await fileDigest(path) };
}

/** SHA-256 of a file, hex. */
export async function fileDigest(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
