import { DataSetError } from '../data-set.js';
import type { Raster } from './raster.js';

const MAGIC = '\x93NUMPY';

const READERS: Readonly<Record<string, { bytes: number; read: (view: DataView, at: number) => number }>> = {
  '|u1': { bytes: 1, read: (view, at) => view.getUint8(at) },
  '|i1': { bytes: 1, read: (view, at) => view.getInt8(at) },
  '<i2': { bytes: 2, read: (view, at) => view.getInt16(at, true) },
  '<u2': { bytes: 2, read: (view, at) => view.getUint16(at, true) },
  '<i4': { bytes: 4, read: (view, at) => view.getInt32(at, true) },
  '<i8': { bytes: 8, read: (view, at) => Number(view.getBigInt64(at, true)) },
  '<f4': { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  '<f8': { bytes: 8, read: (view, at) => view.getFloat64(at, true) },
};

/** Whether the bytes begin like a file of `numpy.save`. */
export function isNpy(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, MAGIC.length)).toString('latin1') === MAGIC;
}

/**
 * Decodes a NumPy array of whole numbers 0…255, height × width (also with a last axis of 1). Never runs anything: arrays of
 * objects are refused.
 *
 * Source: NumPy, `numpy.lib.format`, versions 1.0 to 3.0.
 *
 * @throws DataSetError when it is another kind of array or holds other values
 */
export function decodeNpy(path: string, bytes: Uint8Array): Raster {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isFirstVersion = bytes[6] === 1;
  const start = isFirstVersion ? 10 : 12;
  const length =
    bytes.length < start ? 0 : isFirstVersion ? view.getUint16(8, true) : view.getUint32(8, true);
  const header = Buffer.from(bytes.subarray(start, start + length)).toString('latin1');
  const reader = READERS[/'descr':\s*'([^']+)'/.exec(header)?.[1] ?? ''];
  const shape = /'shape':\s*\(([^)]*)\)/
    .exec(header)?.[1]
    ?.split(',')
    .filter((size) => size.trim() !== '');
  const [height, width, depth = 1] = (shape ?? []).map(Number);
  if (!reader || !height || !width || depth !== 1 || /'fortran_order':\s*True/.test(header)) {
    throw new DataSetError(`${path}: not an array of numbers, height × width.`);
  }
  if (start + length + height * width * reader.bytes > bytes.length) {
    throw new DataSetError(`${path}: the array is cut off.`);
  }
  const data = new Uint8Array(height * width);
  for (let i = 0; i < data.length; i++) {
    const value = reader.read(view, start + length + i * reader.bytes);
    if (!Number.isInteger(value) || value < 0 || value > 255) {
      throw new DataSetError(`${path}: ${value} is not a whole number 0…255.`);
    }
    data[i] = value;
  }
  return { data, width, height };
}
