import { elementTypeOf } from './element-type.js';
import { GraphError, type OnnxModel, type OnnxNode, type OnnxValueInfo } from './onnx-model.js';
import { ELEMENTWISE_OPERATORS } from './reading/elementwise-operators.js';
import { IMAGE_OPERATORS } from './reading/image-operators.js';
import { LAYOUT_OPERATORS } from './reading/layout-operators.js';
import { NodeReader, type ReadOperator } from './reading/node-reader.js';
import { ReadValues, type WeightsAs } from './reading/read-values.js';
import { REDUCTION_OPERATORS } from './reading/reduction-operators.js';
import { evaluateSizes } from './reading/size-arithmetic.js';
import { wholeNumber } from './reading/stored-tensor.js';
import { type Dimension, sameShape, ShapeError } from './shape.js';
import { input, Tensor } from './tensor.js';

/** What a model file was made into. */
export interface ReadModel {
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly outputs: Readonly<Record<string, Tensor>>;
  /** Values of the parameters among what the outputs are made of; empty when weights were read as constants. */
  readonly parameters: ReadonlyMap<string, Float32Array>;
}

export interface ReadModelOptions {
  /** float32 weights with one axis or more; `constants` when they stay as they are. Default `parameters`. */
  readonly weights?: WeightsAs;
}

/** Readers of operators by ONNX name; those of sizes alone are in `size-arithmetic.ts`. */
const OPERATORS: ReadonlyMap<string, ReadOperator> = new Map([
  ...Object.entries(ELEMENTWISE_OPERATORS),
  ...Object.entries(IMAGE_OPERATORS),
  ...Object.entries(LAYOUT_OPERATORS),
  ...Object.entries(REDUCTION_OPERATORS),
]);

/**
 * Turns an ONNX model into tensors again, so that it can be differentiated and made a part of other graphs. Reads what
 * `buildModel` writes for inference and what PyTorch exports for convolutional networks.
 *
 * @param inputs tensors in the place of model inputs, by their name; they may give sizes that the model leaves open.
 * The other inputs are declared as the model does.
 * @throws GraphError that names the operator and the node which cannot be read
 */
export function readModel(
  model: OnnxModel,
  inputs: Readonly<Record<string, Tensor>> = {},
  { weights = 'parameters' }: ReadModelOptions = {},
): ReadModel {
  const { graph } = model;
  const values = new ReadValues(graph, weights);
  const stored = new Set(graph.initializer.map(({ name }) => name));
  const declared = graph.input.filter(({ name }) => !stored.has(name));
  const fed = Object.fromEntries(declared.map((info) => [info.name, inputOf(info, inputs[info.name])]));
  for (const name of Object.keys(inputs)) {
    if (!fed[name])
      throw new GraphError(`The model has no input ${name}; it has ${Object.keys(fed).join(', ')}.`);
  }
  for (const [name, tensor] of Object.entries(fed)) values.set(name, tensor);
  const opset = model.opsetImport.find(({ domain }) => (domain || 'ai.onnx') === 'ai.onnx')?.version ?? 1;
  for (const node of graph.node) readNode(node, values, wholeNumber(opset));
  const outputs = Object.fromEntries(graph.output.map(({ name }) => [name, values.tensor(name)]));
  return { inputs: fed, outputs, parameters: values.parameters };
}

function readNode(node: OnnxNode, values: ReadValues, opset: number): void {
  const reader = new NodeReader(node, values, opset);
  const read = node.domain ? undefined : OPERATORS.get(node.opType);
  try {
    const sizes = node.domain ? undefined : evaluateSizes(reader);
    if (!sizes && !read) throw new ShapeError('this operator is not known');
    const made = sizes ?? read?.(reader) ?? [];
    const outputs = Array.isArray(made) ? (made as readonly Tensor[]) : [made as Tensor];
    node.output.forEach((name, i) => {
      const output = outputs[i];
      if (name !== '' && output) values.set(name, output);
    });
  } catch (error) {
    if (!(error instanceof ShapeError) && !(error instanceof GraphError)) throw error;
    const type = node.domain ? `${node.domain}.${node.opType}` : node.opType;
    const name = node.name || node.output.join(', ');
    throw new GraphError(`${type} (node ${name}) cannot be read: ${error.message}`, { cause: error });
  }
}

function inputOf({ name, type }: OnnxValueInfo, given: Tensor | undefined): Tensor {
  const shape = type.tensorType.shape.dim.map(({ dimValue, dimParam }, axis): Dimension => {
    const size = dimValue === undefined ? 0 : wholeNumber(dimValue);
    return dimParam || (size > 0 ? size : `${name}_${axis}`);
  });
  const declared = input(name, shape, elementTypeOf(type.tensorType.elemType));
  if (!given) return declared;
  const known = shape.map((size, axis) => (typeof size === 'string' ? (given.shape[axis] ?? size) : size));
  if (given.type === declared.type && sameShape(given.shape, known)) return given;
  throw new GraphError(`The model's input ${name} is ${String(declared)} and cannot be ${String(given)}.`);
}
