import { DataSetError } from '../data-set.js';
import type { FileSource } from './file-source.js';

/**
 * Reads a list of pairs: two or more names a line, separated by spaces or tabs; empty lines are skipped.
 *
 * @throws DataSetError naming the line that has too few names
 */
export async function readPairs(files: FileSource, path: string): Promise<string[][]> {
  const text = Buffer.from(await files.file(path).read()).toString('utf8');
  const pairs: string[][] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const names = line.trim().split(/\s+/);
    if (names.length < 2) {
      throw new DataSetError(`${path}: line ${i + 1} names ${names.length} file, not a photo and a garment.`);
    }
    pairs.push(names);
  }
  return pairs;
}
