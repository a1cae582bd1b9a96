import type { DataFile } from '../data-set.js';
import { memoryFiles } from './memory-files.js';

/** One file that exists in memory only. */
export function memoryFile(content: Uint8Array | string, path = 'a.png'): DataFile {
  return memoryFiles({ [path]: content }).file(path);
}
