import { GraphError } from './onnx-model.js';
import { callSite } from './call-site.js';
import { formatShape, type Shape, ShapeError } from './shape.js';

/** Element types in use. */
export type ElementType = 'float32' | 'float16' | 'int64' | 'int32' | 'uint8' | 'int8' | 'bool';

/** An ONNX attribute: whole numbers are INT, lists of them INTS, text is STRING, {@link Float} is FLOAT. */
export type AttributeValue = number | readonly number[] | string | Float;

export type Attributes = Readonly<Record<string, AttributeValue>>;

/** Marks an attribute as FLOAT, which a plain 1 could not say. */
export class Float {
  constructor(readonly value: number) {}
}

/** What a tensor is. */
export interface TensorSpec {
  readonly shape: Shape;
  readonly type: ElementType;
}

/**
 * An ONNX operator with one output: what it makes of shapes, and its gradient beside it.
 *
 * @typeParam I its inputs; an undefined one is left out
 */
export interface Operator<I extends readonly (Tensor | undefined)[] = readonly (Tensor | undefined)[]> {
  /** ONNX name, as in `Conv`. */
  readonly type: string;
  /**
   * Shape and type of the output.
   *
   * @throws ShapeError for inputs it cannot take
   */
  infer(inputs: I, attributes: Attributes): TensorSpec;
  /**
   * For each input the gradient of a scalar, given that of the output; undefined where none flows. Absent when the
   * operator has no derivative.
   */
  gradient?(gradient: Tensor, operation: Operation<I>): readonly (Tensor | undefined)[];
}

/** One use of an operator. */
export interface Operation<I extends readonly (Tensor | undefined)[] = readonly (Tensor | undefined)[]> {
  readonly kind: 'operation';
  readonly operator: Operator;
  readonly inputs: I;
  readonly attributes: Attributes;
  readonly output: Tensor;
}

/** Where a tensor comes from. */
export type Source =
  | { readonly kind: 'input'; readonly name: string }
  | { readonly kind: 'parameter'; readonly name: string }
  /** Little-endian, row-major. */
  | { readonly kind: 'constant'; readonly bytes: Uint8Array }
  | Operation;

/** A value of a graph that is being written down: nothing is computed, shapes are known at once. */
export class Tensor implements TensorSpec {
  readonly source: Source;

  constructor(
    source: Exclude<Source, Operation> | Omit<Operation, 'output'>,
    readonly shape: Shape,
    readonly type: ElementType = 'float32',
  ) {
    this.source = source.kind === 'operation' ? { ...source, output: this } : source;
  }

  toString(): string {
    return `${this.type}${formatShape(this.shape)}`;
  }
}

/** What the caller feeds at each run. */
export function input(name: string, shape: Shape, type: ElementType = 'float32'): Tensor {
  return new Tensor({ kind: 'input', name }, shape, type);
}

/** A weight: trained, stored in checkpoints under its name, an initializer of exported graphs. float32. */
export function parameter(name: string, shape: readonly number[]): Tensor {
  return new Tensor({ kind: 'parameter', name }, shape);
}

/**
 * Applies an operator.
 *
 * @throws GraphError that names the operator, the shapes and the caller's file and line
 */
export function apply<I extends readonly (Tensor | undefined)[]>(
  operator: Operator<I>,
  inputs: I,
  attributes: Attributes = {},
): Tensor {
  return explained(operator.type, inputs, () => {
    const { shape, type } = operator.infer(inputs, attributes);
    return new Tensor({ kind: 'operation', operator, inputs, attributes }, shape, type);
  });
}

/**
 * Does a part of an operator's work outside of {@link apply} with errors of the same form.
 *
 * @throws GraphError that names the operator, the shapes and the caller's file and line, for each ShapeError
 */
export function explained<T>(operator: string, inputs: readonly (Tensor | undefined)[], work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    const shapes = inputs.map((tensor) => tensor?.toString() ?? 'none').join(' and ');
    throw new GraphError(`${operator} cannot take ${shapes}: ${error.message}${callSite()}`, {
      cause: error,
    });
  }
}
