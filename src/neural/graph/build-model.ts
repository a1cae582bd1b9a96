import { nameAttribute } from './onnx-attribute.js';
import { ELEMENT_TYPES, elementSize } from './element-type.js';
import {
  GraphError,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValueInfo,
} from './onnx-model.js';
import { elementCount } from './shape.js';
import type { Attributes, Operation, Tensor } from './tensor.js';
import { operationsBefore } from './topological-order.js';

/** Newest operator set in use (ONNX 1.12); every provider of ONNX Runtime 1.30 knows it. */
const OPSET = 17;
const IR_VERSION = 8;

/** What becomes a model. */
export interface ModelDefinition {
  readonly outputs: Readonly<Record<string, Tensor>>;
  /** Inputs in this order; those that the outputs do not need are left in. Default: as they are met. */
  readonly inputs?: readonly Tensor[];
  /** Values of parameters by name, row-major; a parameter without one becomes an input. */
  readonly weights?: ReadonlyMap<string, Float32Array>;
}

/**
 * Writes tensors down as an ONNX model, the same each time: what no output needs is left out, equal operations and
 * constants are written once.
 *
 * @throws GraphError when two inputs, or an input and an output, share a name or a weight does not fit its parameter
 */
export function buildModel(definition: ModelDefinition): OnnxModel {
  const outputs = Object.entries(definition.outputs);
  const operations = operationsBefore(outputs.map(([, tensor]) => tensor));
  const writer = new ModelWriter(definition.weights ?? new Map(), [
    ...Object.keys(definition.outputs),
    ...leafNames([...(definition.inputs ?? []), ...operations.flatMap(({ inputs }) => inputs)]),
  ]);
  for (const tensor of definition.inputs ?? []) writer.name(tensor);
  for (const operation of operations) writer.add(operation);
  return writer.finish(outputs);
}

function leafNames(tensors: readonly (Tensor | undefined)[]): string[] {
  return tensors.flatMap((tensor) => (tensor && 'name' in tensor.source ? [tensor.source.name] : []));
}

class ModelWriter {
  private readonly names = new Map<Tensor, string>();
  private readonly leaves = new Map<string, Tensor>();
  private readonly known = new Map<string, string>();
  private readonly nodes: OnnxNode[] = [];
  private readonly inputs: OnnxValueInfo[] = [];
  private readonly initializers: OnnxTensor[] = [];
  private readonly valueInfo: OnnxValueInfo[] = [];
  private readonly constants = new Map<string, { name: string; bytes: Uint8Array }[]>();

  private readonly taken: Set<string>;

  constructor(
    private readonly weights: ReadonlyMap<string, Float32Array>,
    namesInUse: readonly string[],
  ) {
    this.taken = new Set(namesInUse);
  }

  /** The name under which a tensor is found in the model; leaves are declared when first met. */
  name(tensor: Tensor): string {
    const known = this.names.get(tensor);
    if (known !== undefined) return known;
    const { source } = tensor;
    if (source.kind === 'operation')
      throw new GraphError(`${source.operator.type} is used before it is written.`);
    const name = source.kind === 'constant' ? this.constant(tensor, source.bytes) : source.name;
    this.names.set(tensor, name);
    if (source.kind !== 'constant') this.declare(name, tensor);
    return name;
  }

  add({ operator, inputs, attributes, output }: Operation): void {
    const input = inputs.map((tensor) => (tensor ? this.name(tensor) : ''));
    if (operator.type === 'Identity') {
      this.names.set(output, input[0] ?? '');
      return;
    }
    const key = JSON.stringify([operator.type, attributes, input]);
    const known = this.known.get(key);
    const name = known ?? this.freeName('v', this.nodes.length);
    this.names.set(output, name);
    if (known !== undefined) return;
    this.known.set(key, name);
    this.nodes.push(node(operator.type, input, name, attributes));
    this.valueInfo.push(valueInfo(name, output));
  }

  finish(outputs: readonly (readonly [string, Tensor])[]): OnnxModel {
    for (const [name, tensor] of outputs) {
      const source = this.name(tensor);
      if (this.leaves.has(name))
        throw new GraphError(`An output cannot be called ${name} as an input or weight is.`);
      this.nodes.push(node('Identity', [source], name, {}));
    }
    return {
      irVersion: IR_VERSION,
      producerName: 'tryflow',
      opsetImport: [{ domain: '', version: OPSET }],
      graph: {
        name: 'tryflow',
        node: this.nodes,
        initializer: this.initializers,
        input: this.inputs,
        output: outputs.map(([name, tensor]) => valueInfo(name, tensor)),
        valueInfo: this.valueInfo,
      },
    };
  }

  private declare(name: string, tensor: Tensor): void {
    const other = this.leaves.get(name);
    if (other) {
      if (other.source.kind === tensor.source.kind && String(other) === String(tensor)) return;
      throw new GraphError(`Two tensors are called ${name}: ${String(other)} and ${String(tensor)}.`);
    }
    this.leaves.set(name, tensor);
    const values = tensor.source.kind === 'parameter' ? this.weights.get(name) : undefined;
    if (!values) {
      this.inputs.push(valueInfo(name, tensor));
      return;
    }
    if (values.length !== elementCount(tensor.shape)) {
      throw new GraphError(`The weight ${name} has ${values.length} values for ${String(tensor)}.`);
    }
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.initializers.push(initializer(name, tensor, bytes));
  }

  private freeName(letter: string, number: number): string {
    const name = `${letter}${number}`;
    return this.taken.has(name) ? this.freeName(`${letter}_`, number) : name;
  }

  private constant(tensor: Tensor, bytes: Uint8Array): string {
    if (bytes.byteLength !== elementCount(tensor.shape) * elementSize(tensor.type)) {
      throw new GraphError(`A constant of ${bytes.byteLength} bytes is no ${String(tensor)}.`);
    }
    const alike = this.constants.get(String(tensor)) ?? [];
    const same = alike.find((other) => isEqual(other.bytes, bytes));
    if (same) return same.name;
    const name = this.freeName('c', this.initializers.length);
    this.initializers.push(initializer(name, tensor, bytes));
    this.constants.set(String(tensor), [...alike, { name, bytes }]);
    return name;
  }
}

function node(opType: string, input: string[], output: string, attributes: Attributes): OnnxNode {
  const attribute = Object.entries(attributes).map(([name, value]) => nameAttribute(name, value));
  return { name: output, opType, input, output: [output], attribute };
}

function initializer(name: string, { shape, type }: Tensor, rawData: Uint8Array): OnnxTensor {
  return { name, dims: shape.map(Number), dataType: ELEMENT_TYPES[type], rawData };
}

function valueInfo(name: string, { shape, type }: Tensor): OnnxValueInfo {
  const dim = shape.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size }));
  return { name, type: { tensorType: { elemType: ELEMENT_TYPES[type], shape: { dim } } } };
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
