import { rawConstant } from '../constant.js';
import { elementSize, elementTypeOf } from '../element-type.js';
import { GraphError, type Int64, type OnnxTensor } from '../onnx-model.js';
import { elementCount } from '../shape.js';
import type { ElementType, Tensor } from '../tensor.js';

/** `TensorProto.DataType` of 64-bit floats, which are read as float32. */
const FLOAT64 = 11;
const EXTERNAL = 1;

/** A whole number of the exchange format; beyond ±2⁵³ to the nearest. */
export function wholeNumber(value: Int64): number {
  return typeof value === 'number' ? value : value.toNumber();
}

/**
 * A constant of a model file, whichever of the format's fields holds its values.
 *
 * @throws GraphError when values are in another file, of an unknown type or too few
 */
export function storedTensor(stored: OnnxTensor): Tensor {
  const shape = stored.dims.map(wholeNumber);
  if (stored.dataLocation === EXTERNAL) {
    throw new GraphError(`The values of ${stored.name} are in another file; save the model as one file.`);
  }
  const type = stored.dataType === FLOAT64 ? 'float32' : elementTypeOf(stored.dataType);
  const bytes = stored.dataType === FLOAT64 ? narrowed(stored) : bytesOf(stored, type);
  if (bytes.byteLength !== elementCount(shape) * elementSize(type)) {
    throw new GraphError(
      `The model holds ${bytes.byteLength} bytes for ${stored.name}, ${type}[${shape.join(', ')}].`,
    );
  }
  return rawConstant(bytes, shape, type);
}

/**
 * The values of a constant as numbers.
 *
 * @returns undefined for what is no constant
 */
export function constantNumbers({ source, type }: Tensor): number[] | undefined {
  if (source.kind !== 'constant') return undefined;
  const { buffer } = Uint8Array.from(source.bytes);
  switch (type) {
    case 'float32':
      return [...new Float32Array(buffer)];
    case 'int64':
      return Array.from(new BigInt64Array(buffer), Number);
    case 'int32':
      return [...new Int32Array(buffer)];
    case 'int8':
      return [...new Int8Array(buffer)];
    case 'uint8':
    case 'bool':
      return [...new Uint8Array(buffer)];
    case 'float16':
      return Array.from(new Uint16Array(buffer), halfToNumber);
  }
}

/** The value of a 16-bit float (IEEE 754 binary16) from its bits. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = (bits & 0x3ff) / 1024;
  if (exponent === 0) return sign * fraction * 2 ** -14;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction) * 2 ** (exponent - 15);
}

function bytesOf({ rawData, floatData, int32Data, int64Data }: OnnxTensor, type: ElementType): Uint8Array {
  if (rawData.length > 0) return rawData;
  switch (type) {
    case 'float32':
      return asBytes(Float32Array.from(floatData ?? []));
    case 'int64':
      return asBytes(BigInt64Array.from(int64Data ?? [], bigInteger));
    case 'int32':
      return asBytes(Int32Array.from(int32Data ?? []));
    case 'float16':
      return asBytes(Uint16Array.from(int32Data ?? []));
    case 'int8':
    case 'uint8':
    case 'bool':
      return Uint8Array.from(int32Data ?? []);
  }
}

/** Written in decimals a 64-bit integer loses nothing. */
function bigInteger(value: Int64): bigint {
  return BigInt(typeof value === 'number' ? value : value.toString());
}

function narrowed({ rawData, doubleData }: OnnxTensor): Uint8Array {
  const values = rawData.length > 0 ? new Float64Array(Uint8Array.from(rawData).buffer) : (doubleData ?? []);
  return asBytes(Float32Array.from(values));
}

function asBytes({ buffer, byteOffset, byteLength }: ArrayBufferView<ArrayBuffer>): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
