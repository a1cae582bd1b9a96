import { ELEMENT_TYPES } from '../graph/element-type.js';
import {
  ATTRIBUTE_TYPES,
  FLOAT32,
  GraphError,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
} from '../graph/onnx-model.js';
import { toFloat16 } from './float16.js';
import { GraphLinks } from './graph-links.js';

/** Layers whose second input is a trained weight, which forgives rounding as sampling positions would not. */
const LAYERS = new Set(['Conv', 'ConvTranspose', 'Gemm']);

/** Which weights are stored in half of the space. */
export interface HalfWeightsOptions {
  /** Weights of fewer elements stay float32; default 256: below, the node that widens them takes as much space. */
  readonly leastElements?: number;
}

/**
 * Stores the weights of convolutions and of Gemm as 16-bit floats, rounded to nearest, ties to even, with a Cast to
 * float32 behind each. Everything is computed in float32 still, and ONNX Runtime does the Cast once, when the model is
 * loaded. Fold constants before, not after: that would undo it.
 *
 * @throws GraphError when a weight is ±65,520 or more, infinite or not a number
 */
export function halfWeights(model: OnnxModel, { leastElements = 256 }: HalfWeightsOptions = {}): OnnxModel {
  const { graph } = model;
  const links = new GraphLinks(graph);
  const isWeight = new Set(
    graph.node.filter(({ opType }) => LAYERS.has(opType)).map(({ input }) => input[1]),
  );
  const casts: OnnxNode[] = [];
  const initializer = graph.initializer.map((tensor) => {
    if (tensor.dataType !== FLOAT32 || !isWeight.has(tensor.name)) return tensor;
    const values = links.floats(tensor.name);
    if (!values || values.length < leastElements) return tensor;
    const half = { name: `${tensor.name}_float16`, dims: tensor.dims, dataType: ELEMENT_TYPES.float16 };
    casts.push(castToFloat32(half.name, tensor.name));
    return { ...half, rawData: halved(tensor, values) };
  });
  return { ...model, graph: { ...graph, node: [...casts, ...graph.node], initializer } };
}

function halved({ name }: OnnxTensor, values: Float32Array): Uint8Array {
  try {
    return new Uint8Array(toFloat16(values).buffer);
  } catch (cause) {
    const why = cause instanceof RangeError ? `: ${cause.message}` : '';
    throw new GraphError(`The weight ${name} cannot be stored in 16 bits${why}; store it as float32.`, {
      cause,
    });
  }
}

function castToFloat32(from: string, to: string): OnnxNode {
  return {
    name: to,
    opType: 'Cast',
    input: [from],
    output: [to],
    attribute: [{ name: 'to', type: ATTRIBUTE_TYPES.int, i: FLOAT32 }],
  };
}
