import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { DataSetError, type PairFiles } from '../../../neural/datasets/data-set.js';
import { openFiles } from '../../../neural/datasets/files/open-files.js';
import { otherGarments, otherGarmentsOfList } from '../../../neural/validation/other-garments.js';

/** Whose garment each person tries on. */
export interface OtherGarments {
  /** For each pair the place of the one whose garment it is. */
  readonly others: readonly number[];
  /** Where that was read, or how it was drawn, in words. */
  readonly origin: string;
  /** Why a list that was found could not be used. */
  readonly warning?: string;
}

/** Lists of unpaired try-ons: `val_unpairs.txt`; Dress Code's `test_pairs_unpaired.txt`, one a category. */
const LIST = /_(unpairs|pairs_unpaired)\.txt$/;
const SEED = 1;

/**
 * Whose garment each person of a data set tries on: by the list of unpaired try-ons that lies in the data set's folder or
 * beside it, named as the folder; else by one random cycle through all, passing over pairs of the same garment.
 *
 * @throws RangeError with fewer than two pairs
 */
export async function findOtherGarments(path: string, pairs: readonly PairFiles[]): Promise<OtherGarments> {
  const list = await findList(path, pairs);
  if (!list) return drawn(pairs);
  try {
    return { others: otherGarmentsOfList(list.text, pairs), origin: list.name };
  } catch (error) {
    if (!(error instanceof DataSetError)) throw error;
    const drawnOthers = drawn(pairs);
    return {
      ...drawnOthers,
      warning: `${list.name} cannot be used, so garments were exchanged by ${drawnOthers.origin}: ${error.message}`,
    };
  }
}

function drawn(pairs: readonly PairFiles[]): OtherGarments {
  const cycle = otherGarments(pairs.length, SEED);
  const others = cycle.map((first, i) => {
    let other = first;
    while (other !== i && pairs[other]!.garmentId === pairs[i]!.garmentId) other = cycle[other]!;
    return other === i ? first : other;
  });
  return { others, origin: `one random cycle through all pairs (seed ${SEED})` };
}

async function findList(
  path: string,
  pairs: readonly PairFiles[],
): Promise<{ name: string; text: string } | undefined> {
  const files = await openFiles(path);
  const split = basename(resolve(path)).replace(/\.tar$/, '');
  const within = files.paths.filter((file) => LIST.test(file));
  if (within.length > 0) {
    const texts = await Promise.all(within.map(async (file) => toText(await files.file(file).read())));
    const text = texts.join('\n');
    const known = new Set(pairs.map(({ id }) => basename(id)));
    const names = text.split('\n').map((line) =>
      line
        .trim()
        .split(/\s/)[0]!
        .replace(/\.\w+$/, ''),
    );
    if (names.some((name) => known.has(name))) return { name: within.join(', '), text };
  }
  const beside = join(dirname(resolve(path)), `${split}_unpairs.txt`);
  const text = await readFile(beside, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : { name: basename(beside), text };
}

function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}
