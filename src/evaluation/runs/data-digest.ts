import { createHash } from 'node:crypto';
import { dataDigest } from '../../neural/datasets/checking/data-digest.js';
import { eachOf } from '../../neural/datasets/checking/each-of.js';
import { type DataFile, DataSetError, type DataSet, type PairFiles } from '../../neural/datasets/data-set.js';
import { openFiles } from '../../neural/datasets/files/open-files.js';

const CONCURRENCY = 4;

/** Stands for a file that cannot be read, so that mending it makes other data of it. */
const UNREADABLE = new Uint8Array();

/** SHA-256 over ids and contents of the pairs that are evaluated, files that cannot be read included as such. */
export function pairsDigest(name: string, pairs: readonly PairFiles[]): Promise<string> {
  const dataSet: DataSet = { name, pairs: pairs.map(tolerant) };
  return dataDigest(dataSet, CONCURRENCY);
}

/** SHA-256 over the names and contents of the renders of some people and of all garments. */
export async function rendersDigest(folder: string, people: readonly string[]): Promise<string> {
  const files = await openFiles(folder);
  const isUsed = (path: string): boolean =>
    path === 'manifest.json' ||
    path.startsWith('garments/') ||
    people.some((person) => /^(cross|flow)\//.test(path) && path.includes(`/${person}_`));
  const lines = await eachOf(files.paths.filter(isUsed), CONCURRENCY, async (path) => {
    const bytes = await tolerantFile(files.file(path)).read();
    return `${path} ${createHash('sha256').update(bytes).digest('hex')}`;
  });
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

function tolerant(pair: PairFiles): PairFiles {
  const { photo, garment, garmentMask, labels, bodyParts, pose, otherwise } = pair;
  return {
    ...pair,
    photo: tolerantFile(photo),
    garment: tolerantFile(garment),
    garmentMask: garmentMask && tolerantFile(garmentMask),
    labels: labels && { ...labels, file: tolerantFile(labels.file) },
    bodyParts: bodyParts && tolerantFile(bodyParts),
    pose: pose && tolerantFile(pose),
    otherwise: otherwise && tolerantFile(otherwise),
  };
}

function tolerantFile(file: DataFile): DataFile {
  return {
    path: file.path,
    read: () =>
      file.read().catch((error: unknown) => {
        if (error instanceof DataSetError) return UNREADABLE;
        throw error;
      }),
  };
}
