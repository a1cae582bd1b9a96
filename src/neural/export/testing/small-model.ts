import { ELEMENT_TYPES } from '../../graph/element-type.js';
import {
  FLOAT32,
  floatValueInfo,
  type OnnxAttribute,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
} from '../../graph/onnx-model.js';
import { GraphSession, floats } from '../../runtime/graph-session.js';
import { randomValues } from '../../testing/random-values.js';

/** A model written by hand: constants by name, one input `x`, outputs by name with their shapes. */
export interface SmallModel {
  readonly x: readonly number[];
  readonly nodes: OnnxNode[];
  readonly constants?: OnnxTensor[];
  readonly outputs: Readonly<Record<string, readonly number[]>>;
}

export function smallModel({ x, nodes, constants = [], outputs }: SmallModel): OnnxModel {
  return {
    irVersion: 8,
    producerName: 'tryflow',
    opsetImport: [{ domain: '', version: 17 }],
    graph: {
      name: 'small',
      node: nodes,
      initializer: constants,
      input: [floatValueInfo('x', x)],
      output: Object.entries(outputs).map(([name, shape]) => floatValueInfo(name, shape)),
      valueInfo: [],
    },
  };
}

/** A node that is called as its first output. */
export function node(
  opType: string,
  input: string[],
  output: string | string[],
  attribute: OnnxAttribute[] = [],
): OnnxNode {
  const outputs = typeof output === 'string' ? [output] : output;
  return { name: outputs[0] ?? '', opType, input, output: outputs, attribute };
}

/** A stored float32 tensor; default values: random in −1…1, plus `offset`. */
export function float32(
  name: string,
  dims: number[],
  { values, offset = 0 }: { values?: readonly number[]; offset?: number } = {},
): OnnxTensor {
  const count = dims.reduce((product, size) => product * size, 1);
  const data = Float32Array.from(values ?? randomValues(count, name.length).map((value) => value + offset));
  return { name, dims, dataType: FLOAT32, rawData: new Uint8Array(data.buffer) };
}

/** A stored int64 list. */
export function int64(name: string, values: readonly number[]): OnnxTensor {
  const data = BigInt64Array.from(values, BigInt);
  return { name, dims: [values.length], dataType: ELEMENT_TYPES.int64, rawData: new Uint8Array(data.buffer) };
}

/** Runs the model on random numbers. */
export async function runOnRandom(model: OnnxModel): Promise<Record<string, Float32Array>> {
  const shape = model.graph.input[0]?.type.tensorType.shape.dim.map(({ dimValue }) => Number(dimValue)) ?? [];
  const count = shape.reduce((product, size) => product * size, 1);
  const session = await GraphSession.open(model, { threads: 1 });
  const results = await session.run({ x: floats(randomValues(count, 7), shape) });
  await session.close();
  return Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, data as Float32Array]));
}
