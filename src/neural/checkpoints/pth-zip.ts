import { CheckpointError, quoteUntrusted } from './checkpoint-error.js';
import type { CheckpointFile } from './checkpoint-file.js';
import { ELEMENT_BYTES } from './state-dictionary.js';
import { swapElementBytes, type StorageArchive } from './storage-archive.js';
import { torchVocabulary, type StorageReference } from './torch-vocabulary.js';
import { unpickle } from './unpickle.js';
import { ZipRecords } from './zip-records.js';

const MAX_PICKLE_BYTES = 64 * 2 ** 20;
const PICKLE_NAME = /^([^/]+)\/data\.pkl$/;

/**
 * Opens the format of PyTorch 1.6 and later: a zip file with `NAME/data.pkl` (the object), `NAME/data/KEY` (one
 * storage each) and, from PyTorch 2.1, `NAME/byteorder`.
 *
 * @throws CheckpointError when the file is not of that form, or its pickle is refused.
 */
export async function openPthZip(file: CheckpointFile): Promise<StorageArchive> {
  const records = await ZipRecords.open(file);
  const folder = findFolder(records);
  const isBigEndian = await readByteOrder(records, folder);
  const pickleName = `${folder}/data.pkl`;
  if (records.sizeOf(pickleName) > MAX_PICKLE_BYTES) {
    throw new CheckpointError(
      `data.pkl has ${records.sizeOf(pickleName)} bytes; at most ${MAX_PICKLE_BYTES} are read`,
    );
  }
  const { value } = unpickle(await records.read(pickleName), torchVocabulary(new Map()));

  const readStorage = async (storage: StorageReference): Promise<Uint8Array> => {
    const name = `${folder}/data/${storage.key}`;
    if (records.sizeOf(name) !== storage.byteLength) {
      throw new CheckpointError(
        `the record ${quoteUntrusted(name)} has ${records.sizeOf(name)} bytes where data.pkl says ` +
          `${storage.byteLength}: the file is damaged or forged`,
      );
    }
    const bytes = await records.read(name);
    if (isBigEndian) swapElementBytes(bytes, ELEMENT_BYTES[storage.dtype]);
    return bytes;
  };
  return { saved: value, readStorage };
}

function findFolder(records: ZipRecords): string {
  const folders = records.names().flatMap((name) => PICKLE_NAME.exec(name)?.[1] ?? []);
  const [folder] = folders;
  if (folder === undefined || folders.length > 1) {
    throw new CheckpointError(
      `the zip archive has ${folders.length} records NAME/data.pkl where a PyTorch checkpoint has one: ` +
        "save it with torch.save(model.state_dict(), 'file.pth')",
    );
  }
  if (records.has(`${folder}/constants.pkl`)) {
    throw new CheckpointError(
      'this is a TorchScript program, not a checkpoint: load it with torch.jit.load and save its state_dict()',
    );
  }
  return folder;
}

async function readByteOrder(records: ZipRecords, folder: string): Promise<boolean> {
  const name = `${folder}/byteorder`;
  if (!records.has(name)) return false;
  const order =
    records.sizeOf(name) <= 16 ? Buffer.from(await records.read(name)).toString('latin1') : 'too long';
  if (order !== 'little' && order !== 'big') {
    throw new CheckpointError(
      `the byte order is ${quoteUntrusted(order)}, neither little nor big: damaged file`,
    );
  }
  return order === 'big';
}
