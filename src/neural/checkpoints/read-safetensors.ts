import { CheckpointError, nameFileInErrors, quoteUntrusted } from './checkpoint-error.js';
import { CheckpointFile } from './checkpoint-file.js';
import {
  LENGTH_BYTES,
  MAX_HEADER_BYTES,
  parseSafetensorsHeader,
  type SafetensorsHeader,
} from './safetensors-header.js';
import type { CheckpointTensor, StateDictionary } from './state-dictionary.js';

/** A safetensors file in memory. */
export interface SafetensorsContent {
  /** The tensors, in the order of the header; each in memory of its own. */
  readonly tensors: StateDictionary;
  /** The free text of `__metadata__`; empty when there is none. */
  readonly metadata: ReadonlyMap<string, string>;
}

/**
 * Reads a safetensors file. The header is proven against the file's size before any tensor is read: at most 100 MB,
 * no unknown element types, no repeated keys, sizes that fit the shapes, no holes, no overlaps.
 *
 * @throws CheckpointError naming the file and its part at fault.
 */
export function readSafetensors(path: string): Promise<SafetensorsContent> {
  return nameFileInErrors(path, () =>
    CheckpointFile.reading(path, async (file) => {
      const { header, dataStart } = await readHeader(file);
      const tensors = new Map<string, CheckpointTensor>();
      for (const [key, { dtype, shape, begin, end }] of header.tensors) {
        const bytes = await file.read(dataStart + begin, end - begin, `the tensor ${quoteUntrusted(key)}`);
        tensors.set(key, { dtype, shape, bytes });
      }
      return { tensors, metadata: header.metadata };
    }),
  );
}

async function readHeader(file: CheckpointFile): Promise<{ header: SafetensorsHeader; dataStart: number }> {
  const lengthField = await file.read(0, LENGTH_BYTES, 'the header length');
  const length = Number(Buffer.from(lengthField.buffer).readBigUInt64LE());
  if (length > MAX_HEADER_BYTES) {
    throw new CheckpointError(
      `the header claims ${length} bytes; the format allows ${MAX_HEADER_BYTES}: this is no safetensors file`,
    );
  }
  const dataStart = LENGTH_BYTES + length;
  const bytes = await file.read(LENGTH_BYTES, length, 'the header');
  return { header: parseSafetensorsHeader(bytes, file.size - dataStart), dataStart };
}
