import { CheckpointError, quoteUntrusted } from './checkpoint-error.js';

/** Element types that a checkpoint may hold. */
export type ElementType =
  'float32' | 'float64' | 'float16' | 'bfloat16' | 'int64' | 'int32' | 'int16' | 'int8' | 'uint8' | 'bool';

/** More dimensions than any tensor has; PyTorch's own limit. */
const MAX_DIMENSIONS = 64;

/** Bytes of one element of each type. */
export const ELEMENT_BYTES: Readonly<Record<ElementType, number>> = {
  float32: 4,
  float64: 8,
  float16: 2,
  bfloat16: 2,
  int64: 8,
  int32: 4,
  int16: 2,
  int8: 1,
  uint8: 1,
  bool: 1,
};

/** One tensor of a checkpoint. */
export interface CheckpointTensor {
  readonly dtype: ElementType;
  /** Outermost dimension first; `[]` is a scalar; every dimension is an integer ≥ 0. */
  readonly shape: readonly number[];
  /**
   * Elements row-major and contiguous, little-endian, exactly as many as the shape says. Tensors that shared
   * memory when they were saved share it here: read it, do not write it.
   */
  readonly bytes: Uint8Array;
}

/** The tensors of a checkpoint by their key, in the order of the file. */
export type StateDictionary = ReadonlyMap<string, CheckpointTensor>;

/**
 * Number of elements of `shape`.
 *
 * @throws CheckpointError when there are more than 64 dimensions, one is negative or fractional, or the product
 * leaves the safe integers.
 */
export function countElements(shape: readonly number[]): number {
  if (shape.length > MAX_DIMENSIONS) {
    throw new CheckpointError(`a shape has ${shape.length} dimensions; at most ${MAX_DIMENSIONS} are read`);
  }
  let count = 1;
  for (const dimension of shape) {
    if (!Number.isSafeInteger(dimension) || dimension < 0) {
      throw new CheckpointError(`the shape [${shape.join(', ')}] has a dimension that is no integer ≥ 0`);
    }
    count *= dimension;
  }
  if (!Number.isSafeInteger(count)) {
    throw new CheckpointError(`the shape [${shape.join(', ')}] has more elements than any file holds`);
  }
  return count;
}

/**
 * The tensor `key` of `dictionary`, proven to have the shape `shape`.
 *
 * @throws CheckpointError naming the key when it is missing or has another shape.
 */
export function requireTensor(
  dictionary: StateDictionary,
  key: string,
  shape: readonly number[],
): CheckpointTensor {
  const tensor = dictionary.get(key);
  if (tensor === undefined) {
    throw new CheckpointError(
      `the tensor ${quoteUntrusted(key)} is missing: this is a checkpoint of another network`,
    );
  }
  const same =
    tensor.shape.length === shape.length && shape.every((size, axis) => size === tensor.shape[axis]);
  if (!same) {
    throw new CheckpointError(
      `the tensor ${quoteUntrusted(key)} has the shape [${tensor.shape.join(', ')}] where [${shape.join(', ')}] ` +
        'is expected: this is a checkpoint of another network',
    );
  }
  return tensor;
}
