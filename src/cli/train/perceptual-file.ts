import { extname } from 'node:path';
import { readPth } from '../../neural/checkpoints/read-pth.js';
import { readSafetensors } from '../../neural/checkpoints/read-safetensors.js';
import type { StateDictionary } from '../../neural/checkpoints/state-dictionary.js';
import {
  importedDistance,
  type PerceptualDistance,
  vgg19Distance,
} from '../../neural/distillation/perceptual-distance.js';
import { input } from '../../neural/graph/tensor.js';
import { loadWeights } from '../../neural/networks/load-weights.js';
import { Parameters } from '../../neural/networks/parameters.js';
import { VGG19_UNUSED_KEYS, vgg19Features } from '../../neural/networks/perceptual/vgg19.js';
import type { PerceptualConfig } from '../../neural/training/run/run-config.js';
import { readNamed } from './read-named.js';

/** A perceptual distance and the SHA-256 of the file that it came from. */
export interface PerceptualFile {
  readonly distance: PerceptualDistance;
  readonly digest: string;
}

/**
 * Opens the feature network of a configuration: weights of VGG-19 by torchvision's names, or any ONNX file.
 *
 * @throws TrainingError when the file cannot be read
 * @throws CheckpointError when it holds other weights than VGG-19's
 */
export async function readPerceptual({ path, weights }: PerceptualConfig): Promise<PerceptualFile> {
  const { bytes, digest } = await readNamed(path);
  const dictionary = await readDictionary(path);
  if (!dictionary) return { distance: importedDistance(bytes, weights), digest };
  const parameters = Parameters.create();
  vgg19Features(parameters, input('image', [1, 3, 16, 16]));
  const loaded = loadWeights(parameters, dictionary, { ignore: VGG19_UNUSED_KEYS });
  return { distance: vgg19Distance(loaded.weights, weights), digest };
}

async function readDictionary(path: string): Promise<StateDictionary | undefined> {
  if (extname(path) === '.pth') return readPth(path);
  if (extname(path) === '.safetensors') return (await readSafetensors(path)).tensors;
  return undefined;
}
