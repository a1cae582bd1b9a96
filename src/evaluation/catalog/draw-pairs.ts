import { Random } from '../../neural/random.js';

/**
 * Pairs of a garment and a person in random order: all of them, or as many as wanted, each equally likely and none twice.
 *
 * @param seed the same seed draws the same
 */
export function drawPairs(
  garmentIds: readonly string[],
  personIds: readonly string[],
  wanted: number,
  seed: number,
): { garmentId: string; personPhotoId: string }[] {
  const random = new Random(seed);
  const total = garmentIds.length * personIds.length;
  const count = Math.min(wanted, total);
  // Fisher and Yates over the numbers of all pairs, of which only the moved ones are kept.
  const moved = new Map<number, number>();
  return Array.from({ length: count }, (_, place) => {
    const from = place + random.integer(total - place);
    const number = moved.get(from) ?? from;
    moved.set(from, moved.get(place) ?? place);
    return {
      garmentId: garmentIds[Math.floor(number / personIds.length)]!,
      personPhotoId: personIds[number % personIds.length]!,
    };
  });
}
