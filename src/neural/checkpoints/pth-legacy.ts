import { TruncatedPickleError } from './byte-cursor.js';
import { CheckpointError, quoteUntrusted } from './checkpoint-error.js';
import type { CheckpointFile } from './checkpoint-file.js';
import type { PickleVocabulary } from './pickle-machine.js';
import { PickleDictionary, PickleList, type PickleValue } from './pickle-values.js';
import { ELEMENT_BYTES } from './state-dictionary.js';
import { swapElementBytes, type StorageArchive } from './storage-archive.js';
import { torchVocabulary, type StorageReference } from './torch-vocabulary.js';
import { unpickle } from './unpickle.js';

const MAGIC_NUMBER = 0x1950a86a20f9469cfc6cn;
const PROTOCOL_VERSION = 1001;
const FIRST_WINDOW_BYTES = 256 * 1024;
const MAX_PICKLE_BYTES = 64 * 2 ** 20;
const COUNT_BYTES = 8;

const PLAIN_DATA: PickleVocabulary = {
  globals: new Map(),
  loadPersistent: () => {
    throw new CheckpointError('the head of the file refers to a storage: the file is damaged');
  },
};

/**
 * Opens the format of PyTorch before 1.6 (`_use_new_zipfile_serialization=False`): pickles of a magic number, the
 * protocol, the machine's traits, the object and the storage keys; then each storage as an int64 element count and
 * its elements.
 *
 * @throws CheckpointError when the file is not of that form, a pickle is refused, or a storage leaves the file.
 */
export async function openPthLegacy(file: CheckpointFile): Promise<StorageArchive> {
  const pickles = new PickleSequence(file);
  if ((await pickles.next(PLAIN_DATA)) !== MAGIC_NUMBER) {
    throw new CheckpointError(
      "this is a pickle, but not of torch.save: save it with torch.save(model.state_dict(), 'file.pth')",
    );
  }
  const protocol = await pickles.next(PLAIN_DATA);
  if (protocol !== PROTOCOL_VERSION) {
    throw new CheckpointError(
      `the file is not of protocol ${PROTOCOL_VERSION}, the only one PyTorch ever wrote`,
    );
  }
  const isBigEndian = readByteOrder(await pickles.next(PLAIN_DATA));
  const storages = new Map<string, StorageReference>();
  const saved = await pickles.next(torchVocabulary(storages));
  const keys = readKeys(await pickles.next(PLAIN_DATA));
  const positions = await locateStorages(file, pickles.position, keys, storages);

  const readStorage = async (storage: StorageReference): Promise<Uint8Array> => {
    const part = `the storage ${quoteUntrusted(storage.key)}`;
    const position = positions.get(storage.key);
    if (position === undefined)
      throw new CheckpointError(`${part} is missing: the file is damaged; fetch it again`);
    const bytes = await file.read(position, storage.byteLength, part);
    if (isBigEndian) swapElementBytes(bytes, ELEMENT_BYTES[storage.dtype]);
    return bytes;
  };
  return { saved, readStorage };
}

/** Reads the pickles at the head of a file one after the other; where one ends is known only after reading it. */
class PickleSequence {
  /** First byte behind the pickles read so far. */
  position = 0;

  constructor(private readonly file: CheckpointFile) {}

  async next(vocabulary: PickleVocabulary): Promise<PickleValue> {
    const left = Math.min(this.file.size - this.position, MAX_PICKLE_BYTES);
    for (let window = FIRST_WINDOW_BYTES; ; window *= 4) {
      const bytes = await this.file.read(this.position, Math.min(window, left), 'the head of the file');
      try {
        const { value, length } = unpickle(bytes, vocabulary);
        this.position += length;
        return value;
      } catch (error) {
        if (!(error instanceof TruncatedPickleError) || window >= left) throw error;
      }
    }
  }
}

function readByteOrder(traits: PickleValue): boolean {
  const isLittleEndian = traits instanceof PickleDictionary ? traits.entries.get('little_endian') : undefined;
  if (typeof isLittleEndian !== 'boolean') {
    throw new CheckpointError('the head of the file does not say its byte order: the file is damaged');
  }
  return !isLittleEndian;
}

function readKeys(value: PickleValue): string[] {
  const items = value instanceof PickleList ? value.items : [null];
  return items.map((key) => {
    if (typeof key === 'string') return key;
    throw new CheckpointError('the list of storages is no list of texts: the file is damaged');
  });
}

/** First byte of the elements of each storage; each is proven to lie inside the file. */
async function locateStorages(
  file: CheckpointFile,
  start: number,
  keys: readonly string[],
  storages: ReadonlyMap<string, StorageReference>,
): Promise<Map<string, number>> {
  const positions = new Map<string, number>();
  let position = start;
  for (const key of keys) {
    const part = `the storage ${quoteUntrusted(key)}`;
    const storage = storages.get(key);
    if (storage === undefined || positions.has(key)) {
      throw new CheckpointError(
        `${part} is listed but no tensor uses it, or it is listed twice: the file is damaged`,
      );
    }
    const count = await file.read(position, COUNT_BYTES, part);
    const elements = Buffer.from(count.buffer).readBigInt64LE();
    if (elements !== BigInt(storage.elements)) {
      throw new CheckpointError(
        `${part} has ${elements} elements where the tensors say ${storage.elements}: the file is damaged or forged`,
      );
    }
    position += COUNT_BYTES;
    positions.set(key, position);
    position += storage.byteLength;
    if (position > file.size) {
      throw new CheckpointError(
        `${part} ends at byte ${position} of a file of ${file.size}: it is truncated; fetch it again`,
      );
    }
  }
  return positions;
}
