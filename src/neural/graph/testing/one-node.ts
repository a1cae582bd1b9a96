import {
  ATTRIBUTE_TYPES,
  floatValueInfo,
  type OnnxAttribute,
  type OnnxModel,
  type OnnxTensor,
} from '../onnx-model.js';

/** A model of a single operator y = f(x, …), as other writers of ONNX would write it. */
export interface OneNode {
  readonly opType: string;
  readonly attributes?: readonly OnnxAttribute[];
  /** Inputs after `x`; undefined for one left out. */
  readonly more?: readonly (OnnxTensor | undefined)[];
  /** Of x; default [1, 2, 4, 4]. */
  readonly shape?: readonly number[];
  /** Default 16. */
  readonly opset?: number;
  /** Default: ONNX's own. */
  readonly domain?: string;
  /** Outputs of the node; default `y` alone. */
  readonly outputs?: readonly string[];
}

/** Node `the_node`, whose first output is the model's output. */
export function oneNode({ opType, attributes = [], more = [], domain = '', ...rest }: OneNode): OnnxModel {
  const { shape = [1, 2, 4, 4], opset = 16, outputs = ['y'] } = rest;
  return {
    irVersion: 8,
    producerName: 'test',
    opsetImport: [{ domain: '', version: opset }],
    graph: {
      name: 'one',
      node: [
        {
          name: 'the_node',
          opType,
          domain,
          input: ['x', ...more.map((tensor) => tensor?.name ?? '')],
          output: [...outputs],
          attribute: [...attributes],
        },
      ],
      initializer: more.filter((tensor) => tensor !== undefined),
      input: [floatValueInfo('x', shape)],
      output: outputs.map((name) => ({ name, type: { tensorType: { elemType: 1, shape: { dim: [] } } } })),
      valueInfo: [],
    },
  };
}

/** A float32 weight. */
export function floatsOf(name: string, dims: readonly number[], values: ArrayLike<number>): OnnxTensor {
  return { name, dims: [...dims], dataType: 1, rawData: new Uint8Array(Float32Array.from(values).buffer) };
}

/** An int64 list. */
export function integersOf(name: string, ...values: readonly number[]): OnnxTensor {
  const bytes = BigInt64Array.from(values, BigInt);
  return { name, dims: [values.length], dataType: 7, rawData: new Uint8Array(bytes.buffer) };
}

/** INT attribute. */
export function int(name: string, i: number): OnnxAttribute {
  return { name, type: ATTRIBUTE_TYPES.int, i };
}

/** INTS attribute. */
export function ints(name: string, ...values: readonly number[]): OnnxAttribute {
  return { name, type: ATTRIBUTE_TYPES.ints, ints: [...values] };
}

/** FLOAT attribute. */
export function float(name: string, f: number): OnnxAttribute {
  return { name, type: ATTRIBUTE_TYPES.float, f };
}

/** STRING attribute. */
export function text(name: string, value: string): OnnxAttribute {
  return { name, type: ATTRIBUTE_TYPES.string, s: new TextEncoder().encode(value) };
}
