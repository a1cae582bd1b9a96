import { basename } from 'node:path';
import { readFile } from 'node:fs/promises';
import { buildModel } from '../graph/build-model.js';
import { decodeModel, GraphError, type OnnxModel } from '../graph/onnx-model.js';
import { input } from '../graph/tensor.js';
import { loadWeights } from '../networks/load-weights.js';
import { Parameters } from '../networks/parameters.js';
import {
  INCEPTION_V3_SIDE,
  INCEPTION_V3_UNUSED_KEYS,
  inceptionV3Classes,
  inceptionV3Pool,
} from '../networks/perceptual/inception-v3.js';
import type { FeatureLabel } from './feature-source.js';
import { fileDigest, readWeightFile } from './weight-file.js';

/** How the digest of `pt_inception-2015-12-05-6726825d.pth` begins; its name says so. */
const PUBLISHED_DIGEST = '6726825d';

/** A network that makes features, ready to be opened. */
export interface FeatureNetwork {
  readonly model: OnnxModel;
  readonly features: FeatureLabel;
  /** SHA-256 of its file, hex. */
  readonly sha256: string;
  /** Its picture, [1, 3, H, W]. */
  readonly input: string;
  /** Its features, [1, d]. */
  readonly output: string;
  /** Class probabilities, when it has some. */
  readonly classes?: string;
  /** Size that pictures must have; undefined when any will do. */
  readonly side?: readonly [height: number, width: number];
}

/**
 * Reads pytorch-fid's Inception weights (`pt_inception-2015-12-05-6726825d.pth`, or a safetensors file with their names).
 * Only the published file itself is called Inception: another with its shapes is a proxy.
 *
 * @throws CheckpointError for weights of another network, torchvision's Inception with its 1,000 classes included
 */
export async function readInception(path: string): Promise<FeatureNetwork> {
  const { dictionary, sha256 } = await readWeightFile(path);
  const parameters = Parameters.create();
  const image = input('image', [1, 3, INCEPTION_V3_SIDE, INCEPTION_V3_SIDE]);
  const pool = inceptionV3Pool(parameters, image);
  const classes = inceptionV3Classes(parameters, pool);
  const { weights } = loadWeights(parameters, dictionary, { ignore: INCEPTION_V3_UNUSED_KEYS });
  return {
    model: buildModel({ inputs: [image], outputs: { pool, classes }, weights }),
    features: labelOf(path, sha256),
    sha256,
    input: 'image',
    output: 'pool',
    classes: 'classes',
    side: [INCEPTION_V3_SIDE, INCEPTION_V3_SIDE],
  };
}

/**
 * Reads an ONNX file as a proxy: one input [n, 3, h, w], RGB, −1…1, whose first output is the features.
 *
 * @throws GraphError when it is no ONNX file, or has other inputs
 */
export async function readProxy(path: string): Promise<FeatureNetwork> {
  const model = decodeModel(await readFile(path));
  const stored = new Set(model.graph.initializer.map(({ name }) => name));
  const inputs = model.graph.input.filter(({ name }) => !stored.has(name));
  const [first] = inputs;
  const sizes = first?.type.tensorType.shape.dim.map(({ dimValue }) => Number(dimValue ?? 0));
  if (!first || inputs.length > 1 || sizes?.length !== 4 || sizes[1] !== 3) {
    throw new GraphError(`${path} takes no picture [n, 3, h, w] alone; name a network that does.`);
  }
  const [, , height = 0, width = 0] = sizes;
  return {
    model,
    features: `proxy:${basename(path, '.onnx')}`,
    sha256: await fileDigest(path),
    input: first.name,
    output: model.graph.output[0]?.name ?? '',
    ...(height > 0 && width > 0 && { side: [height, width] as const }),
  };
}

function labelOf(path: string, sha256: string): FeatureLabel {
  return sha256.startsWith(PUBLISHED_DIGEST) ? 'inception-v3-2015' : `proxy:${basename(path)}`;
}
