import type { DataFile } from '../data-set.js';
import type { FileSource } from '../files/file-source.js';

/** Names of the files directly in a folder, without its path; `folder` ends in `/`. */
export function namesIn(files: FileSource, folder: string): string[] {
  return files.paths
    .filter((path) => path.startsWith(folder))
    .map((path) => path.slice(folder.length))
    .filter((name) => !name.includes('/'));
}

/** File name without its extension. */
export function stemOf(name: string): string {
  return name.replace(/\.\w+$/, '');
}

/** The first of these files that exists. */
export function firstFile(files: FileSource, paths: readonly string[]): DataFile | undefined {
  const path = paths.find((candidate) => files.has(candidate));
  return path === undefined ? undefined : files.file(path);
}

/**
 * The first of these files that exists; if none does but the folder of the first has others, that first one, so that the gap
 * is seen when it is read. Undefined where the data set has no such folder.
 */
export function expectedFile(files: FileSource, paths: readonly string[]): DataFile | undefined {
  const found = firstFile(files, paths);
  if (found) return found;
  const folders = paths.map((path) => path.slice(0, path.lastIndexOf('/') + 1));
  const at = folders.findIndex((folder) => hasFolder(files, folder));
  return at < 0 ? undefined : files.file(paths[at]!);
}

const folders = new WeakMap<FileSource, Set<string>>();

function hasFolder(files: FileSource, folder: string): boolean {
  let known = folders.get(files);
  if (!known) {
    known = new Set(files.paths.map((path) => path.slice(0, path.lastIndexOf('/') + 1)));
    folders.set(files, known);
  }
  return known.has(folder);
}
