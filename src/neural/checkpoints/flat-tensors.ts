import type { CheckpointTensor, StateDictionary } from './state-dictionary.js';
import { toFloat32 } from './to-float32.js';

/** Values by name as float32 tensors of one axis, for where shapes belong to the graphs. They share memory. */
export function flatTensors(values: ReadonlyMap<string, Float32Array>): Map<string, CheckpointTensor> {
  return new Map(
    [...values].map(([name, { buffer, byteOffset, byteLength, length }]) => [
      name,
      { dtype: 'float32', shape: [length], bytes: new Uint8Array(buffer, byteOffset, byteLength) },
    ]),
  );
}

/** The values of all tensors by name. They share memory with the dictionary where they can. */
export function floatsByName(tensors: StateDictionary): Map<string, Float32Array> {
  return new Map([...tensors].map(([name, tensor]) => [name, toFloat32(tensor)]));
}
