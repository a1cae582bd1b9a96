import { dictionaryCode, pickleBytes, tensorCode } from '../../../neural/checkpoints/testing/pickle-bytes.js';
import { zipBytes } from '../../../neural/checkpoints/testing/zip-bytes.js';

/** A float32 tensor to save. */
export interface SavedTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** A .pth file in the zip format, as `torch.save` writes a state dictionary. */
export function checkpointBytes(tensors: ReadonlyMap<string, SavedTensor>): Uint8Array {
  const entries = [...tensors].map(([key, { shape, values }], number) => {
    const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
    const code = tensorCode({ key: String(number), elements: values.length, shape, strides });
    return [key, code] as const;
  });
  const storages = [...tensors.values()].map(({ values }, number) => ({
    name: `archive/data/${number}`,
    bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  }));
  const pickle = pickleBytes(dictionaryCode(Object.fromEntries(entries)));
  return zipBytes([{ name: 'archive/data.pkl', bytes: pickle }, ...storages]);
}
