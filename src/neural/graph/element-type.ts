import { GraphError } from './onnx-model.js';
import type { ElementType } from './tensor.js';

/** `TensorProto.DataType` of each element type. */
export const ELEMENT_TYPES = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
} as const satisfies Record<ElementType, number>;

const SIZES = { float32: 4, uint8: 1, int8: 1, int32: 4, int64: 8, bool: 1, float16: 2 } as const;

/** Bytes of an element. */
export function elementSize(type: ElementType): number {
  return SIZES[type];
}

/**
 * The element type that `TensorProto.DataType` numbers.
 *
 * @throws GraphError for one that is not in use
 */
export function elementTypeOf(dataType: number): ElementType {
  const found = (Object.keys(ELEMENT_TYPES) as ElementType[]).find(
    (type) => ELEMENT_TYPES[type] === dataType,
  );
  if (!found) throw new GraphError(`The tensor element type ${dataType} of ONNX is not supported.`);
  return found;
}
