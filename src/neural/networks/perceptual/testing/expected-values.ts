import { readFileSync } from 'node:fs';
import { buildModel } from '../../../graph/build-model.js';
import type { Tensor } from '../../../graph/tensor.js';
import { floats, GraphSession } from '../../../runtime/graph-session.js';
import type { Parameters } from '../../parameters.js';
import { formulaWeights } from '../../testing/formula-weights.js';

/** What make-expected.py wrote down of a tensor. */
export interface ExpectedTensor {
  readonly shape: readonly number[];
  /** Mean of |x|. */
  readonly meanMagnitude: number;
  /** Evenly spread over the tensor: each ⌊count ÷ 12⌋th element. */
  readonly values: readonly number[];
}

type Network = 'vgg19' | 'mobileNetV2' | 'inceptionV3' | 'alexNet' | 'lpipsAlex' | 'lpipsVgg';

/** Outputs of torchvision's networks by network. */
export const EXPECTED = JSON.parse(
  readFileSync(new URL('expected.json', import.meta.url), 'utf8'),
) as Readonly<Record<Network, readonly ExpectedTensor[]>>;

/** Waves of −1…1 over [1, 3, height, width], the same as in make-expected.py. */
export function picture(height: number, width: number): Float32Array {
  return Float32Array.from({ length: 3 * height * width }, (_, i) =>
    Math.sin(0.013 * i + 0.5 * Math.sin(0.0007 * i)),
  );
}

/** Runs a network with formula weights on the picture; outputs in order. */
export async function runNetwork(
  parameters: Parameters,
  image: Tensor,
  outputs: readonly Tensor[],
): Promise<{ shape: readonly number[]; data: Float32Array }[]> {
  const named = Object.fromEntries(outputs.map((tensor, i) => [`output_${i}`, tensor]));
  const model = buildModel({ inputs: [image], outputs: named, weights: formulaWeights(parameters) });
  const session = await GraphSession.open(model);
  const shape = image.shape as readonly number[];
  const answers = await session.run({ image: floats(picture(shape[2] ?? 0, shape[3] ?? 0), shape) });
  await session.close();
  return Object.values(answers).map(({ dims, data }) => ({ shape: dims, data: data as Float32Array }));
}

/**
 * How far a tensor is from the expected one, as a share of its mean magnitude: the largest difference of the values and
 * of that mean; Infinity when the shape is another.
 */
export function distance(
  { shape, data }: { shape: readonly number[]; data: Float32Array },
  expected: ExpectedTensor,
): number {
  if (String(shape) !== String(expected.shape)) return Infinity;
  const step = Math.max(1, Math.floor(data.length / expected.values.length));
  const magnitude = data.reduce((sum, value) => sum + Math.abs(value), 0) / data.length;
  const differences = expected.values.map((value, i) => Math.abs((data[i * step] ?? NaN) - value));
  return Math.max(Math.abs(magnitude - expected.meanMagnitude), ...differences) / expected.meanMagnitude;
}

/** A picture of that width seen in a mirror, as make-expected.py has it. */
export function mirrored(values: Float32Array, width: number): Float32Array {
  return values.map((_, i) => values[i - (i % width) + (width - 1 - (i % width))]!);
}
