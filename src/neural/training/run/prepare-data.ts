import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DataSetError, type DataSet, type PairFiles } from '../../datasets/data-set.js';
import { decodePair } from '../../datasets/decode-pair.js';
import type { MaskGarment } from '../../datasets/decoding/decode-garment-mask.js';
import { decodeAhead } from '../../datasets/loading/store/decode-ahead.js';
import { PreparedStore } from '../../datasets/loading/store/prepared-store.js';
import type { TrainingPair } from '../../datasets/training-pair.js';
import { TrainingError } from './training-error.js';

/** What is to be prepared. */
export interface DataPreparation {
  readonly dataSet: DataSet;
  /** SHA-256 over ids and contents of the data set. */
  readonly digest: string;
  /** Pixels of the network's input. */
  readonly frame: { readonly height: number; readonly width: number };
  /** Makes garment masks anew; absent: the data set's own are used. */
  readonly maskGarment?: MaskGarment;
  /** Leave out pairs that cannot be decoded, instead of refusing. */
  readonly skipBroken: boolean;
  /** Folder under which prepared data are kept and found again. */
  readonly cache: string;
  readonly tell: (line: string) => void;
}

/** Changes when prepared data would become others from the same files. */
const VERSION = 1;
const NAMED = 10;
const TELL_EVERY = 500;

/**
 * Decodes a data set once and for all, unless that was done before.
 *
 * @returns folder of the prepared store
 * @throws TrainingError naming the pairs that cannot be decoded
 */
export async function prepareData(preparation: DataPreparation): Promise<string> {
  const { dataSet, cache, tell, frame } = preparation;
  const folder = join(cache, keyOf(preparation));
  if (existsSync(folder)) return folder;
  tell(`preparing ${dataSet.pairs.length} pairs of ${dataSet.name} at ${frame.height}×${frame.width}`);
  const hasOtherwise = dataSet.pairs.every(({ otherwise }) => otherwise !== undefined);
  const hasBodyParts = dataSet.pairs.some(({ bodyParts }) => bodyParts !== undefined);
  await PreparedStore.write(folder, { ...frame, hasOtherwise, hasBodyParts }, decodeAll(preparation));
  return folder;
}

function keyOf({ digest, frame, maskGarment, skipBroken }: DataPreparation): string {
  const what = JSON.stringify([VERSION, digest, maskGarment !== undefined, skipBroken]);
  const hash = createHash('sha256').update(what).digest('hex').slice(0, 16);
  return `${hash}-${frame.height}x${frame.width}`;
}

/** In order, a few at once. */
async function* decodeAll(preparation: DataPreparation): AsyncGenerator<TrainingPair> {
  const { dataSet, frame, maskGarment, skipBroken, tell } = preparation;
  const broken: string[] = [];
  const decode = (files: PairFiles): Promise<TrainingPair | DataSetError> =>
    decodePair(files, { ...frame, maskGarment }).catch((error: unknown) => {
      if (error instanceof DataSetError) return error;
      throw error;
    });
  let done = 0;
  for await (const pair of decodeAhead(dataSet.pairs, decode)) {
    if (!(pair instanceof DataSetError)) yield pair;
    else broken.push(pair.message);
    if (++done % TELL_EVERY === 0) tell(`${done} of ${dataSet.pairs.length} pairs are prepared`);
  }
  if (broken.length > 0) judge(dataSet, broken, skipBroken, tell);
}

function judge(
  { name, pairs }: DataSet,
  broken: readonly string[],
  skipBroken: boolean,
  tell: (line: string) => void,
): void {
  const named = broken.slice(0, NAMED).map((reason) => `\n  ${reason}`);
  const more = broken.length > NAMED ? `\n  and ${broken.length - NAMED} more` : '';
  const list = named.join('') + more;
  if (skipBroken) {
    tell(`${broken.length} of ${pairs.length} pairs of ${name} are left out:${list}`);
    return;
  }
  throw new TrainingError(
    `${broken.length} of ${pairs.length} pairs of ${name} cannot be used:${list}\n` +
      'Mend them (`tryflow data check` looks closer), or set "skipBroken": true for this data set.',
  );
}
