import { type OnnxAttribute, type OnnxNode } from '../onnx-model.js';
import { type Dimension, knownSize, ShapeError } from '../shape.js';
import type { Tensor } from '../tensor.js';
import type { ReadValues } from './read-values.js';
import { storedTensor, wholeNumber } from './stored-tensor.js';
import type { WholeNumbers } from './whole-numbers.js';

/** What an ONNX operator becomes: its outputs in order. */
export type ReadOperator = (node: NodeReader) => Tensor | readonly Tensor[];

/** Inputs and attributes of a node as an operator's reader wants them. All throw ShapeError for what does not fit. */
export class NodeReader {
  constructor(
    readonly node: OnnxNode,
    private readonly values: ReadValues,
    /** Version of the operator set in which the model is written. */
    readonly opset: number,
  ) {}

  get inputCount(): number {
    return this.node.input.length;
  }

  has(index: number): boolean {
    return (this.node.input[index] ?? '') !== '';
  }

  tensor(index: number): Tensor {
    return this.values.tensor(this.nameOf(index));
  }

  optional(index: number): Tensor | undefined {
    return this.has(index) ? this.tensor(index) : undefined;
  }

  tensors(): Tensor[] {
    return this.node.input.map((_, index) => this.tensor(index));
  }

  /** An input that is known now; undefined when it is only known as the graph runs. */
  known(index: number): WholeNumbers | undefined {
    return this.values.wholeNumbers(this.nameOf(index));
  }

  /** Sizes, of which some may be names. */
  sizes(index: number): readonly Dimension[] {
    const known = this.known(index);
    if (!known) throw new ShapeError(`input ${index} must be known when the model is read`);
    return known.values;
  }

  integers(index: number): number[] {
    return this.sizes(index).map(knownSize);
  }

  /** Values of a floating-point constant. */
  numbers(index: number): readonly number[] {
    const known = this.values.numbers(this.nameOf(index));
    if (!known) throw new ShapeError(`input ${index} must be a constant`);
    return known;
  }

  /** A list that newer operator sets take as an input and older ones as an attribute. */
  list(index: number, attribute: string): number[] | undefined {
    return this.has(index) ? this.integers(index) : this.intList(attribute);
  }

  int(name: string, fallback: number): number {
    const found = this.attribute(name)?.i;
    return found === undefined ? fallback : wholeNumber(found);
  }

  intList(name: string): number[] | undefined {
    return this.attribute(name)?.ints?.map(wholeNumber);
  }

  float(name: string, fallback: number): number {
    return this.attribute(name)?.f ?? fallback;
  }

  text(name: string, fallback: string): string {
    const bytes = this.attribute(name)?.s;
    return bytes ? new TextDecoder().decode(bytes) : fallback;
  }

  constant(name: string): Tensor | undefined {
    const stored = this.attribute(name)?.t;
    return stored ? storedTensor(stored) : undefined;
  }

  attribute(name: string): OnnxAttribute | undefined {
    return this.node.attribute.find((attribute) => attribute.name === name);
  }

  private nameOf(index: number): string {
    const name = this.node.input[index] ?? '';
    if (name === '') throw new ShapeError(`input ${index} is missing`);
    return name;
  }
}
