import { CheckpointError, nameFileInErrors, quoteUntrusted } from './checkpoint-error.js';
import { CheckpointFile } from './checkpoint-file.js';
import { findStateDictionary } from './find-state-dictionary.js';
import { openPthLegacy } from './pth-legacy.js';
import { openPthZip } from './pth-zip.js';
import { ELEMENT_BYTES, type CheckpointTensor, type StateDictionary } from './state-dictionary.js';
import type { StorageArchive } from './storage-archive.js';
import { checkView, copyRowMajor, isContiguous } from './strided-view.js';
import type { PickledTensor, StorageReference } from './torch-vocabulary.js';

const HEAD_BYTES = 512;
/** Views that are no plain run of their storage are copied: together at most this many times the file's size. */
const MAX_COPIED_FILE_SIZES = 2;

/**
 * Reads a PyTorch state dictionary (`torch.save(model.state_dict(), path)`), in the zip format (PyTorch ≥ 1.6) or
 * the legacy one. A file that holds it under `state_dict` or `model` is read too. Nothing that the file names is
 * ever executed: see `unpickle`. Only the storages of the state dictionary are read, each once; memory stays below
 * three times the file's size, and is about once its size for tensors saved contiguously.
 *
 * @throws CheckpointError naming the file and its part at fault: not such a file, damaged, or it refers to anything
 * but tensors.
 */
export function readPth(path: string): Promise<StateDictionary> {
  return nameFileInErrors(path, () =>
    CheckpointFile.reading(path, async (file) => {
      const archive = await openArchive(file);
      const tensors = findStateDictionary(archive.saved);
      checkViews(tensors, MAX_COPIED_FILE_SIZES * file.size);
      return loadTensors(tensors, archive);
    }),
  );
}

async function openArchive(file: CheckpointFile): Promise<StorageArchive> {
  const head = Buffer.from(await file.read(0, Math.min(HEAD_BYTES, file.size), 'the head of the file'));
  if (head.toString('latin1', 0, 4) === 'PK\x03\x04') return openPthZip(file);
  if (head[0] === 0x80) return openPthLegacy(file);
  if (head.toString('latin1', 257, 262) === 'ustar') {
    throw new CheckpointError(
      'this is a checkpoint of PyTorch before 0.1.10: load and save it with a later PyTorch',
    );
  }
  throw new CheckpointError(
    "this is no PyTorch checkpoint: save one with torch.save(model.state_dict(), 'file.pth')",
  );
}

/** Proves every view against its storage's claimed size, before anything is read or allocated for it. */
function checkViews(tensors: ReadonlyMap<string, PickledTensor>, maxCopiedBytes: number): void {
  let copiedBytes = 0;
  for (const [key, { storage, view }] of tensors) {
    try {
      const elements = checkView(view, storage.elements);
      if (!isContiguous(view)) copiedBytes += elements * ELEMENT_BYTES[storage.dtype];
    } catch (cause) {
      const problem = cause instanceof Error ? cause.message : String(cause);
      throw new CheckpointError(`the tensor ${quoteUntrusted(key)} ${problem}`, { cause });
    }
    if (copiedBytes > maxCopiedBytes) {
      throw new CheckpointError(
        `the tensor ${quoteUntrusted(key)} repeats its storage to more than ${MAX_COPIED_FILE_SIZES} times the ` +
          'size of the file: save it with .contiguous(), or the file is forged',
      );
    }
  }
}

async function loadTensors(
  tensors: ReadonlyMap<string, PickledTensor>,
  archive: StorageArchive,
): Promise<StateDictionary> {
  const storages = new Map<string, Uint8Array>();
  const loadStorage = async (reference: StorageReference): Promise<Uint8Array> => {
    const bytes = storages.get(reference.key) ?? (await archive.readStorage(reference));
    storages.set(reference.key, bytes);
    return bytes;
  };

  const dictionary = new Map<string, CheckpointTensor>();
  for (const [key, { storage, view }] of tensors) {
    const bytes = takeView(await loadStorage(storage), view, ELEMENT_BYTES[storage.dtype]);
    dictionary.set(key, { dtype: storage.dtype, shape: view.shape, bytes });
  }
  return dictionary;
}

function takeView(storage: Uint8Array, view: PickledTensor['view'], elementBytes: number): Uint8Array {
  if (!isContiguous(view)) return copyRowMajor(storage, view, elementBytes);
  const elements = view.shape.reduce((product, size) => product * size, 1);
  const start = view.offset * elementBytes;
  return storage.subarray(start, start + elements * elementBytes);
}
