import { GraphError, type OnnxModel } from '../graph/onnx-model.js';
import { GraphSession, type Values } from '../runtime/graph-session.js';

/** How far one output of two models lies apart. */
export interface OutputDifference {
  readonly largest: number;
  readonly mean: number;
}

/**
 * Runs two models on the same inputs and tells how far each of the float32 outputs that both have lies apart.
 *
 * @throws GraphError when an output differs in length
 */
export async function compareModels(
  first: OnnxModel | Uint8Array,
  second: OnnxModel | Uint8Array,
  inputs: Values,
): Promise<Record<string, OutputDifference>> {
  const [a, b] = [await runOnce(first, inputs), await runOnce(second, inputs)];
  const shared = Object.keys(a).filter((name) => a[name]?.type === 'float32' && b[name]);
  return Object.fromEntries(
    shared.map((name) => [
      name,
      difference(name, a[name]?.data as Float32Array, b[name]?.data as Float32Array),
    ]),
  );
}

async function runOnce(model: OnnxModel | Uint8Array, inputs: Values): Promise<Values> {
  const session = await GraphSession.open(model);
  try {
    return await session.run(inputs);
  } finally {
    await session.close();
  }
}

function difference(name: string, a: Float32Array, b: Float32Array): OutputDifference {
  if (a.length !== b.length) {
    throw new GraphError(`The models make ${a.length} and ${b.length} values of ${name}.`);
  }
  let [largest, sum] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const apart = Math.abs((a[i] ?? NaN) - (b[i] ?? NaN));
    // Not a number is further than anything.
    largest = Number.isNaN(apart) ? Infinity : Math.max(largest, apart);
    sum += apart;
  }
  return { largest, mean: a.length === 0 ? 0 : sum / a.length };
}
