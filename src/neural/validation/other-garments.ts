import { DataSetError } from '../datasets/data-set.js';
import { Random } from '../random.js';

/**
 * Which garment each person tries on, from a list of unpaired try-ons as benchmarks publish it (`val_unpairs.txt`): a photo
 * and a garment a line.
 *
 * @param list the file's text
 * @param pairs ids of the pairs, with or without the file's ending
 * @returns for each pair the index of the one whose garment is tried on
 * @throws DataSetError when a photo has no line or the garment of its line belongs to none of the pairs
 */
export function otherGarmentsOfList(
  list: string,
  pairs: readonly { readonly id: string; readonly garmentId: string }[],
): number[] {
  const lines = list.split('\n').flatMap((line) => {
    const [photo, garment] = line.trim().split(/\s+/);
    return photo && garment ? [[stem(photo), stem(garment)] as const] : [];
  });
  const garmentOf = new Map(lines);
  const wearer = new Map(pairs.map(({ garmentId }, index) => [stem(garmentId), index]));
  return pairs.map(({ id }) => {
    const garment = garmentOf.get(stem(id));
    const index = garment === undefined ? undefined : wearer.get(garment);
    if (index === undefined) {
      throw new DataSetError(
        `The list of unpaired try-ons ${garment === undefined ? 'has no line for' : `gives ${garment}, which is not in the data set, to`} ${id}.`,
      );
    }
    return index;
  });
}

/**
 * Gives each of `count` people the garment of another, each garment once: one random cycle through all (Sattolo 1986).
 *
 * @throws RangeError with fewer than two
 */
export function otherGarments(count: number, seed: number): number[] {
  if (count < 2) throw new RangeError('Garments can be exchanged among two pairs or more.');
  const random = new Random(seed);
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = random.integer(i);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

function stem(file: string): string {
  return file.replace(/^.*\//, '').replace(/\.(jpe?g|png|webp)$/i, '');
}
