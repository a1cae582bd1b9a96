import type { PairFiles } from '../data-set.js';

/** Paths of the files of a pair beside its names, for comparison. */
export function pathsOf(pair: PairFiles | undefined): Record<string, unknown> | undefined {
  if (!pair) return undefined;
  const { photo, garment, garmentMask, labels, bodyParts, pose, otherwise, ...names } = pair;
  const parts = { photo, garment, garmentMask, labels: labels?.file, bodyParts, pose, otherwise };
  const present = Object.entries(parts).filter(([, file]) => file !== undefined);
  return { ...names, ...Object.fromEntries(present.map(([part, file]) => [part, file!.path])) };
}
