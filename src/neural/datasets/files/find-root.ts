import { DataSetError } from '../data-set.js';
import type { FileSource } from './file-source.js';

/** What a layout is recognised by. */
export interface RootSought {
  /** Folders that must all lie side by side, e.g. `image`, `cloth`. */
  readonly folders: readonly string[];
  /** Name of the folder that holds them, when there are several: `train`, `test`. */
  readonly split?: string;
}

/**
 * Finds the folder of a data set wherever it lies within what was given: people point at the unpacked archive, at
 * its only folder or at the split.
 *
 * @returns the prefix of its paths: empty or ending in `/`
 * @throws DataSetError when there is none or, without `split`, more than one
 */
export function findRoot(files: FileSource, { folders, split }: RootSought): string {
  const [first, ...others] = folders.map((folder) => prefixesOf(files, folder));
  const roots = [...(first ?? [])].filter((root) => others.every((prefixes) => prefixes.has(root)));
  const ofSplit = roots.filter((root) => split === undefined || root.split('/').at(-2) === split);
  const chosen = ofSplit.length === 0 && roots.length === 1 && roots[0] === '' ? roots : ofSplit;
  if (chosen.length === 1) return chosen[0]!;
  const sought = `${folders.map((folder) => `${folder}/`).join(', ')}${split === undefined ? '' : ` in a folder ${split}/`}`;
  if (chosen.length === 0) {
    const near = roots.length > 0 ? ` There is: ${roots.join(', ')}.` : '';
    throw new DataSetError(`${files.name}: this layout needs ${sought}, which were not found.${near}`);
  }
  throw new DataSetError(`${files.name}: ${sought} exist in ${chosen.join(', ')}; name the split to use.`);
}

function prefixesOf(files: FileSource, folder: string): Set<string> {
  const prefixes = new Set<string>();
  for (const path of files.paths) {
    const at = `/${path}`.lastIndexOf(`/${folder}/`);
    if (at >= 0) prefixes.add(path.slice(0, at));
  }
  return prefixes;
}
