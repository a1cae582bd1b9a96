import { Buffer } from 'node:buffer';
import type { PickleValue } from './pickle-values.js';
import type { StorageReference } from './torch-vocabulary.js';

/** A PyTorch file, opened: the saved object, and its storages to be read one at a time. */
export interface StorageArchive {
  readonly saved: PickleValue;
  /**
   * Bytes of the storage, little-endian, in memory of their own.
   *
   * @throws CheckpointError when the file does not hold it, or it has another size than the pickle says.
   */
  readonly readStorage: (storage: StorageReference) => Promise<Uint8Array>;
}

/** Turns the elements of a file written on a big-endian machine into little-endian ones, in place. */
export function swapElementBytes(bytes: Uint8Array, elementBytes: number): void {
  const elements = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (elementBytes === 2) elements.swap16();
  if (elementBytes === 4) elements.swap32();
  if (elementBytes === 8) elements.swap64();
}
