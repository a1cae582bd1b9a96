import { CheckpointError, quoteUntrusted } from '../checkpoints/checkpoint-error.js';
import { requireTensor, type StateDictionary } from '../checkpoints/state-dictionary.js';
import { toFloat32 } from '../checkpoints/to-float32.js';
import type { Parameters } from './parameters.js';

/** How a state dictionary meets a network. */
export interface LoadOptions {
  /** Load only the weights below this folder of names, as in `warp.`; keys are without it. Default: all. */
  readonly under?: string;
  /** Keys of the file that the network may leave aside; any other key that it does not have is an error. */
  readonly ignore?: RegExp;
}

/** Values for a network. */
export interface LoadedWeights {
  /** By full name, row-major. They share memory with the dictionary where they can. */
  readonly weights: ReadonlyMap<string, Float32Array>;
  /** Keys that were left aside, in the order of the file: log them. */
  readonly ignored: readonly string[];
}

/**
 * Takes the values of every weight that a network declares out of a checkpoint.
 *
 * @throws CheckpointError naming the first weight that is missing or of another shape, or the first key that is
 * neither the network's nor to be ignored
 */
export function loadWeights(
  parameters: Parameters,
  dictionary: StateDictionary,
  { under = '', ignore }: LoadOptions = {},
): LoadedWeights {
  const weights = new Map<string, Float32Array>();
  const known = new Set<string>();
  for (const [name, { shape }] of parameters.all) {
    if (!name.startsWith(under)) continue;
    const key = name.slice(under.length);
    weights.set(name, toFloat32(requireTensor(dictionary, key, shape as readonly number[])));
    known.add(key);
  }
  const ignored = [...dictionary.keys()].filter((key) => !known.has(key));
  const stranger = ignored.find((key) => !ignore?.test(key));
  if (stranger !== undefined) {
    throw new CheckpointError(
      `the tensor ${quoteUntrusted(stranger)} belongs to no part of the network: this is a checkpoint of another network`,
    );
  }
  return { weights, ignored };
}
