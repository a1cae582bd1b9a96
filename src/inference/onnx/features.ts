import type { TensorContract } from '../../models/model-card.js';

const DIGEST_BYTES = 32;

/**
 * Features of a person or a garment as opaque bytes: the model's digest (32 bytes), then every tensor's float32
 * values, little-endian, in the order of the card.
 */
export function packFeatures(modelDigest: string, tensors: readonly Float32Array[]): Uint8Array {
  const size = tensors.reduce((sum, tensor) => sum + tensor.byteLength, DIGEST_BYTES);
  const bytes = new Uint8Array(size);
  bytes.set(Buffer.from(modelDigest, 'hex'));
  let at = DIGEST_BYTES;
  for (const tensor of tensors) {
    bytes.set(new Uint8Array(tensor.buffer, tensor.byteOffset, tensor.byteLength), at);
    at += tensor.byteLength;
  }
  return bytes;
}

/**
 * Reads what {@link packFeatures} wrote.
 *
 * @returns undefined when the bytes are another model's or damaged: the features must be made anew
 */
export function unpackFeatures(
  bytes: Uint8Array | undefined,
  modelDigest: string,
  contract: readonly TensorContract[],
): Float32Array[] | undefined {
  if (!bytes) return undefined;
  const lengths = contract.map(({ shape }) => shape.reduce((product, size) => product * size, 1));
  const size = lengths.reduce((sum, length) => sum + length * 4, DIGEST_BYTES);
  if (bytes.byteLength !== size) return undefined;
  if (Buffer.from(bytes.subarray(0, DIGEST_BYTES)).toString('hex') !== modelDigest) return undefined;
  const aligned = bytes.slice(DIGEST_BYTES).buffer;
  let at = 0;
  return lengths.map((length) => {
    const tensor = new Float32Array(aligned, at, length);
    at += length * 4;
    return tensor;
  });
}
