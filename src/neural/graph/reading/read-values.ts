import { constant } from '../constant.js';
import { ELEMENT_TYPES } from '../element-type.js';
import { GraphError, type OnnxGraph, type OnnxTensor } from '../onnx-model.js';
import { knownSize } from '../shape.js';
import { parameter, Tensor } from '../tensor.js';
import { foldedNumbers } from './folded-numbers.js';
import { constantNumbers, storedTensor, wholeNumber } from './stored-tensor.js';
import { WholeNumbers } from './whole-numbers.js';

/** What float weights of a model become. */
export type WeightsAs = 'parameters' | 'constants';

/** The values of a model by name, as far as it has been read. Weights are read when first asked for. */
export class ReadValues {
  /** Values of the parameters that were made, by name. */
  readonly parameters = new Map<string, Float32Array>();
  private readonly known = new Map<string, Tensor | WholeNumbers>();
  private readonly stored: ReadonlyMap<string, OnnxTensor>;
  private readonly widened: ReadonlySet<string>;

  constructor(
    graph: OnnxGraph,
    private readonly weightsAs: WeightsAs,
  ) {
    this.stored = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
    this.widened = widenedHalves(graph);
  }

  set(name: string, value: Tensor | WholeNumbers): void {
    this.known.set(name, value);
  }

  /** @throws GraphError when nothing has that name */
  tensor(name: string): Tensor {
    const value = this.known.get(name) ?? this.weight(name);
    this.known.set(name, value);
    return value instanceof Tensor ? value : value.toTensor();
  }

  /** The value, when it is whole numbers that are known now. */
  wholeNumbers(name: string): WholeNumbers | undefined {
    const value = this.peek(name);
    return value instanceof Tensor ? WholeNumbers.of(value) : value;
  }

  /** The value, when it is made of constants alone. */
  numbers(name: string): readonly number[] | undefined {
    const value = this.peek(name);
    return value instanceof Tensor ? foldedNumbers(value) : value?.values.map(knownSize);
  }

  /** The value without making a parameter of it. */
  private peek(name: string): Tensor | WholeNumbers | undefined {
    const stored = this.stored.get(name);
    return this.known.get(name) ?? (stored && storedTensor(stored));
  }

  private weight(name: string): Tensor {
    const stored = this.stored.get(name);
    if (!stored) throw new GraphError(`The model uses the tensor ${name}, which nothing makes.`);
    const tensor = storedTensor(stored);
    const isFloat = tensor.type === 'float32' || this.widened.has(name);
    if (!isFloat || (tensor.shape.length === 0 && tensor.type === 'float32')) return tensor;
    const values = Float32Array.from(constantNumbers(tensor) ?? []);
    if (this.weightsAs === 'constants' || tensor.shape.length === 0) return constant(values, tensor.shape);
    this.parameters.set(name, values);
    return parameter(name, stored.dims.map(wholeNumber));
  }
}

/** Weights stored as 16-bit floats that are only ever made float32 again. */
function widenedHalves({ node, initializer }: OnnxGraph): Set<string> {
  const halves = new Set(
    initializer.filter(({ dataType }) => dataType === ELEMENT_TYPES.float16).map(({ name }) => name),
  );
  for (const { opType, input, attribute } of node) {
    const to = attribute.find(({ name }) => name === 'to')?.i;
    if (opType === 'Cast' && to !== undefined && wholeNumber(to) === ELEMENT_TYPES.float32) continue;
    for (const name of input) halves.delete(name);
  }
  return halves;
}
