import { CheckpointError } from './checkpoint-error.js';
import { countElements } from './state-dictionary.js';

/** Which elements of a storage make up a tensor; all counts are in elements, outermost dimension first. */
export interface StridedView {
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

/**
 * Proves that every element of `view` lies inside a storage of `storageElements` elements.
 *
 * @returns the number of elements of the view.
 * @throws CheckpointError when one lies outside, or a number is negative, fractional or beyond the safe integers.
 */
export function checkView(view: StridedView, storageElements: number): number {
  const { offset, shape, strides } = view;
  const count = countElements(shape);
  if (strides.length !== shape.length) {
    throw new CheckpointError(
      `has ${shape.length} dimensions but ${strides.length} strides: the file is damaged`,
    );
  }
  if (![offset, ...strides].every((step) => Number.isSafeInteger(step) && step >= 0)) {
    throw new CheckpointError(
      `has the offset ${offset} and the strides [${strides.join(', ')}]: integers ≥ 0 are expected; the file is damaged`,
    );
  }
  const last = shape.reduce((index, size, axis) => index + (size - 1) * (strides[axis] ?? 0), offset);
  const end = count === 0 ? offset : last + 1;
  if (!Number.isSafeInteger(end) || end > storageElements) {
    throw new CheckpointError(
      `reaches element ${end} of a storage of ${storageElements} (offset ${offset}, shape [${shape.join(', ')}], ` +
        `strides [${strides.join(', ')}]): the file is damaged or forged`,
    );
  }
  return count;
}

/** Whether the elements of `view` follow one another row-major, without gaps. */
export function isContiguous(view: StridedView): boolean {
  if (view.shape.includes(0)) return true;
  let expected = 1;
  for (let axis = view.shape.length - 1; axis >= 0; axis--) {
    const size = view.shape[axis] ?? 0;
    if (size !== 1 && view.strides[axis] !== expected) return false;
    expected *= size;
  }
  return true;
}

/**
 * The elements of `view` copied row-major.
 *
 * @param storage bytes of the storage, already proven by `checkView` to hold every element.
 * @param view at least one element.
 */
export function copyRowMajor(storage: Uint8Array, view: StridedView, elementBytes: number): Uint8Array {
  const copy = new Uint8Array(countElements(view.shape) * elementBytes);
  const lastAxis = view.shape.length - 1;
  let written = 0;
  const copyElement = (element: number): void => {
    const from = element * elementBytes;
    for (let byte = 0; byte < elementBytes; byte++) copy[written++] = storage[from + byte] ?? 0;
  };
  const copyAxis = (axis: number, element: number): void => {
    const size = view.shape[axis] ?? 0;
    const stride = view.strides[axis] ?? 0;
    const copyItem = axis === lastAxis ? copyElement : (item: number): void => copyAxis(axis + 1, item);
    for (let index = 0; index < size; index++) copyItem(element + index * stride);
  };
  if (lastAxis < 0) copyElement(view.offset);
  else copyAxis(0, view.offset);
  return copy;
}
