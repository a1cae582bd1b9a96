import { createHash } from 'node:crypto';
import type { DataFile, DataSet, PairFiles } from '../data-set.js';
import { eachOf } from './each-of.js';

/**
 * Identifies the content of a data set, for the record of a run: SHA-256 over ids, garments, categories and the hashes of all
 * files. Equal wherever the data lie, in folder or archive, and whatever order the pairs are in.
 *
 * @param concurrency pairs read at a time
 * @returns hexadecimal
 * @throws DataSetError for a file that cannot be read
 */
export async function dataDigest(dataSet: DataSet, concurrency = 4): Promise<string> {
  const hashes = new Map<string, Promise<string>>();
  const hashOf = (file: DataFile | undefined): Promise<string> => {
    if (!file) return Promise.resolve('-');
    const known = hashes.get(file.path) ?? file.read().then((bytes) => sha256(bytes));
    hashes.set(file.path, known);
    return known;
  };
  const lines = await eachOf(dataSet.pairs, concurrency, (pair) => lineOf(pair, hashOf));
  return sha256(lines.sort().join('\n'));
}

async function lineOf(
  pair: PairFiles,
  hashOf: (file: DataFile | undefined) => Promise<string>,
): Promise<string> {
  const { photo, garment, garmentMask, labels, bodyParts, pose, otherwise } = pair;
  const files = [photo, garment, garmentMask, labels?.file, bodyParts, pose, otherwise];
  const meaning = labels ? sha256(labels.toLip) : '-';
  return JSON.stringify([
    pair.id,
    pair.garmentId,
    pair.category,
    meaning,
    ...(await Promise.all(files.map(hashOf))),
  ]);
}

function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}
