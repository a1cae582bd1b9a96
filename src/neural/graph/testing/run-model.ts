import { type Tensor as OrtTensor } from 'onnxruntime-node';
import { floats, GraphSession } from '../../runtime/graph-session.js';
import { buildModel } from '../build-model.js';
import type { OnnxModel } from '../onnx-model.js';
import { readModel, type ReadModelOptions } from '../read-model.js';

/** What an input is fed with, row-major. */
export interface Fed {
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

/** Runs a model once on one thread. */
export async function runModel(
  model: OnnxModel,
  feeds: Record<string, Fed>,
): Promise<Record<string, OrtTensor>> {
  const session = await GraphSession.open(model, { threads: 1 });
  const fed = Object.entries(feeds).map(([name, { shape, values }]) => [
    name,
    floats(Float32Array.from(values), shape),
  ]);
  const answer = await session.run(Object.fromEntries(fed) as Record<string, OrtTensor>);
  await session.close();
  return answer;
}

/** The model read and written again. */
export function rebuilt(model: OnnxModel, options?: ReadModelOptions): OnnxModel {
  const { inputs, outputs, parameters } = readModel(model, {}, options);
  return buildModel({ inputs: Object.values(inputs), outputs, weights: parameters });
}
