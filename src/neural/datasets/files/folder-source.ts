import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataSetError } from '../data-set.js';
import type { FileSource } from './file-source.js';

/**
 * The files of a folder and its subfolders, links followed; names that begin with a dot are left out.
 *
 * @throws DataSetError when the folder cannot be listed
 */
export async function openFolder(folder: string): Promise<FileSource> {
  const paths: string[] = [];
  try {
    await list(folder, '', paths);
  } catch (cause) {
    throw new DataSetError(`${folder}: the folder cannot be listed. Check the path.`, { cause });
  }
  const known = new Set(paths);
  return {
    name: folder,
    paths: paths.sort(),
    has: (path) => known.has(path),
    file: (path) => ({ path, read: () => readWhole(join(folder, path)) }),
  };
}

async function list(folder: string, prefix: string, paths: string[]): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isFile()) paths.push(prefix + entry.name);
    else if (entry.isDirectory()) await list(path, `${prefix}${entry.name}/`, paths);
    else if (entry.isSymbolicLink()) await listLinked(path, prefix + entry.name, paths);
  }
}

/** Data sets are often put together of links to other discs. */
async function listLinked(path: string, name: string, paths: string[]): Promise<void> {
  const isFolder = await readdir(path).then(
    () => true,
    () => false,
  );
  if (isFolder) await list(path, `${name}/`, paths);
  else paths.push(name);
}

async function readWhole(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new DataSetError(`${path}: the file ${isMissing ? 'is missing' : 'cannot be read'}.`, { cause });
  }
}
