import { callSite } from './call-site.js';
import { GraphError } from './onnx-model.js';
import { elementCount, formatShape, type Shape } from './shape.js';
import { type ElementType, Tensor } from './tensor.js';

/** A fixed float32 tensor. */
export function constant(values: Float32Array | readonly number[], shape: Shape): Tensor {
  return of(Float32Array.from(values), shape, 'float32');
}

/** A fixed float32 scalar. */
export function scalar(value: number): Tensor {
  return constant([value], []);
}

/** A fixed int64 tensor, as ONNX wants shapes, axes and indices. */
export function integers(values: readonly number[], shape: Shape = [values.length]): Tensor {
  return of(BigInt64Array.from(values, BigInt), shape, 'int64');
}

/** A constant of any type from its bytes, little-endian. */
export function rawConstant(bytes: Uint8Array, shape: Shape, type: ElementType): Tensor {
  return new Tensor({ kind: 'constant', bytes }, shape, type);
}

/** The tensor, or a scalar made of the number. */
export function asTensor(value: Tensor | number): Tensor {
  return typeof value === 'number' ? scalar(value) : value;
}

function of(values: Float32Array | BigInt64Array, shape: Shape, type: ElementType): Tensor {
  if (values.length !== elementCount(shape)) {
    throw new GraphError(`${values.length} values do not fill ${formatShape(shape)}${callSite()}`);
  }
  return rawConstant(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), shape, type);
}
