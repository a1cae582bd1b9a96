import { open } from 'node:fs/promises';
import { DataSetError } from '../data-set.js';
import type { FileSource } from './file-source.js';
import { indexTar, type TarMember } from './tar-index.js';

/**
 * The files of one or more tar archives as if unpacked into one folder. A file of the same path in two archives is
 * taken from the later.
 *
 * @throws DataSetError when an archive cannot be read; see {@link indexTar}
 */
export async function openTars(name: string, archives: readonly string[]): Promise<FileSource> {
  const places = new Map<string, TarMember & { archive: string }>();
  for (const archive of archives) {
    for (const [path, member] of await indexTar(archive)) places.set(path, { ...member, archive });
  }
  const read = async (path: string): Promise<Uint8Array> => {
    const place = places.get(path);
    if (!place) throw new DataSetError(`${name}: the file ${path} is missing.`);
    return readMember(place.archive, path, place);
  };
  return {
    name,
    paths: [...places.keys()].sort(),
    has: (path) => places.has(path),
    file: (path) => ({ path, read: () => read(path) }),
  };
}

/** Opens the archive for each file: nobody has to close a data set, and opening costs far less than decoding. */
async function readMember(archive: string, path: string, { offset, size }: TarMember): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  try {
    const file = await open(archive);
    try {
      const { bytesRead } = await file.read(bytes, 0, size, offset);
      if (bytesRead === size) return bytes;
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw new DataSetError(`${archive}: ${path} cannot be read.`, { cause });
  }
  throw new DataSetError(`${archive}: the archive has changed since it was opened; ${path} is cut off.`);
}
