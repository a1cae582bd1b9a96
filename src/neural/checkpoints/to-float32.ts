import { endianness } from 'node:os';
import { ELEMENT_BYTES, type CheckpointTensor, type ElementType } from './state-dictionary.js';

const HOST_IS_LITTLE_ENDIAN = endianness() === 'LE';

type ElementReader = (view: DataView, byteOffset: number) => number;

const READ_ELEMENT: Readonly<Record<ElementType, ElementReader>> = {
  float32: (view, at) => view.getFloat32(at, true),
  float64: (view, at) => view.getFloat64(at, true),
  float16: (view, at) => halfToNumber(view.getUint16(at, true)),
  bfloat16: (view, at) => bfloat16ToNumber(view.getUint16(at, true)),
  int64: (view, at) => Number(view.getBigInt64(at, true)),
  int32: (view, at) => view.getInt32(at, true),
  int16: (view, at) => view.getInt16(at, true),
  int8: (view, at) => view.getInt8(at),
  uint8: (view, at) => view.getUint8(at),
  bool: (view, at) => (view.getUint8(at) === 0 ? 0 : 1),
};

/**
 * The elements of `tensor` as float32, flat and row-major. Doubles are rounded to nearest, integers beyond 2²⁴ too;
 * booleans become 0 and 1. A float32 tensor is not copied: the array shares the tensor's memory.
 */
export function toFloat32(tensor: CheckpointTensor): Float32Array {
  const { dtype, bytes } = tensor;
  const count = bytes.byteLength / ELEMENT_BYTES[dtype];
  if (dtype === 'float32' && HOST_IS_LITTLE_ENDIAN && bytes.byteOffset % 4 === 0) {
    return new Float32Array(bytes.buffer, bytes.byteOffset, count);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const readElement = READ_ELEMENT[dtype];
  const elements = new Float32Array(count);
  for (let index = 0; index < count; index++) {
    elements[index] = readElement(view, index * ELEMENT_BYTES[dtype]);
  }
  return elements;
}

/** IEEE 754 binary16: sign 1, exponent 5 (bias 15), fraction 10 bits. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}

const bfloat16Scratch = new DataView(new ArrayBuffer(4));

/** bfloat16 is the upper half of a float32. */
function bfloat16ToNumber(bits: number): number {
  bfloat16Scratch.setUint32(0, bits << 16);
  return bfloat16Scratch.getFloat32(0);
}
