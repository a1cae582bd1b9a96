import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DataSetError } from '../data-set.js';
import type { FileSource } from './file-source.js';
import { openFolder } from './folder-source.js';
import { openTars } from './tar-source.js';

/**
 * Opens what holds a data set: a folder, a `.tar` file, or a folder with nothing but `.tar` shards beside lists
 * (`.txt`, `.json`), which are read as one.
 *
 * @throws DataSetError when there is nothing of the kind at the path
 */
export async function openFiles(path: string): Promise<FileSource> {
  const isFolder = await stat(path).then(
    (status) => status.isDirectory(),
    (cause: unknown) => {
      throw new DataSetError(`${path}: there is no such file or folder. Check the path.`, { cause });
    },
  );
  if (!isFolder) {
    if (path.endsWith('.tar')) return openTars(path, [path]);
    throw new DataSetError(`${path}: a data set is a folder or a .tar file (not compressed).`);
  }
  const entries = await readdir(path, { withFileTypes: true });
  const shards = entries.filter((entry) => entry.name.endsWith('.tar')).map((entry) => entry.name);
  const hasFolders = entries.some((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  if (shards.length === 0 || hasFolders) return openFolder(path);
  const tars = await openTars(
    path,
    shards.sort().map((shard) => join(path, shard)),
  );
  return beside(tars, await openFolder(path));
}

/** Lists that lie beside the shards are seen too. */
function beside(tars: FileSource, folder: FileSource): FileSource {
  const lists = folder.paths.filter((path) => /\.(txt|json)$/.test(path) && !tars.has(path));
  const besides = new Set(lists);
  return {
    name: tars.name,
    paths: [...tars.paths, ...lists].sort(),
    has: (path) => besides.has(path) || tars.has(path),
    file: (path) => (besides.has(path) ? folder.file(path) : tars.file(path)),
  };
}
