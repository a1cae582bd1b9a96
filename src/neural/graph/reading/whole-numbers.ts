import { integers } from '../constant.js';
import { type Dimension, knownSize } from '../shape.js';
import { Tensor } from '../tensor.js';
import { constantNumbers } from './stored-tensor.js';

/**
 * Whole numbers that are known while a model is read: sizes, axes, indices and what is computed of them. A size that is
 * only known when the graph runs stays a name.
 */
export class WholeNumbers {
  constructor(
    /** Row-major. */
    readonly values: readonly Dimension[],
    /** Default: a list. */
    readonly shape: readonly number[] = [values.length],
  ) {}

  /** Those of an int64 or int32 constant. */
  static of(tensor: Tensor): WholeNumbers | undefined {
    if (tensor.type !== 'int64' && tensor.type !== 'int32' && tensor.type !== 'bool') return undefined;
    const values = constantNumbers(tensor);
    return values && new WholeNumbers(values, tensor.shape.map(knownSize));
  }

  get isScalar(): boolean {
    return this.shape.length === 0;
  }

  /** Elements of one index of the first axis. */
  get rowLength(): number {
    return this.shape.slice(1).reduce((product, size) => product * size, 1);
  }

  /** The parts along the first axis with these indices; negative ones count from the end. */
  rows(indices: readonly number[]): Dimension[] {
    const count = this.shape[0] ?? 1;
    return indices.flatMap((index) => {
      const start = (index < 0 ? index + count : index) * this.rowLength;
      return this.values.slice(start, start + this.rowLength);
    });
  }

  /**
   * As a constant of the graph.
   *
   * @throws ShapeError when one is only known when the graph runs
   */
  toTensor(): Tensor {
    return integers(this.values.map(knownSize), this.shape);
  }
}
