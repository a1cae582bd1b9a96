import { DataSetError, type DataFile } from '../data-set.js';
import type { FileSource } from '../files/file-source.js';

/** Files that exist in memory only. */
export function memoryFiles(contents: Readonly<Record<string, Uint8Array | string>>): FileSource {
  const file = (path: string): DataFile => ({
    path,
    read: () => {
      const content = contents[path];
      if (content === undefined) return Promise.reject(new DataSetError(`${path}: the file is missing.`));
      return Promise.resolve(Buffer.from(content));
    },
  });
  return {
    name: 'memory',
    paths: Object.keys(contents).sort(),
    has: (path) => path in contents,
    file,
  };
}

/** Files of which only the paths matter. */
export function emptyFiles(...paths: readonly string[]): FileSource {
  return memoryFiles(Object.fromEntries(paths.map((path) => [path, ''])));
}
