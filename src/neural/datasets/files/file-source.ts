import type { DataFile } from '../data-set.js';

/** Where the files of a data set lie: a folder, a tar archive or several of them. */
export interface FileSource {
  /** For messages: path of the folder or archive. */
  readonly name: string;
  /** Paths of all files, `/` between folders, sorted. */
  readonly paths: readonly string[];
  has(path: string): boolean;
  /** Whether or not it exists: reading a file that does not throws a DataSetError. */
  file(path: string): DataFile;
}
