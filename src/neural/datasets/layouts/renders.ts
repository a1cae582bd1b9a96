import { DataSetError, type PairFiles } from '../data-set.js';
import { findRoot } from '../files/find-root.js';
import { RENDER_LABELS } from './label-maps.js';
import type { Layout } from './layout.js';
import { firstFile } from './named-files.js';

/** Kept out of training: what results are measured on. */
export const RENDERS_FOR_TEST: readonly string[] = ['p03', 'p07'];

const PHOTO = /^(p\d+)_(g\d+)\.jpg$/;

/**
 * Rendered people in rendered garments: `cross/pXX_gYY.jpg` wears `garments/gYY.jpg` with the exact mask
 * `garments/gYY_mask.png`; `cross/pXX_gYY_parse.png` has labels.
 * Every ordered couple of garments of a person is a pair: the photo in B, its garment B, and as `otherwise` the photo in A. With
 * it the true answer of an unpaired try-on is known.
 *
 * `split` is `train`, `test` (see {@link RENDERS_FOR_TEST}) or the people wanted, `p01,p05`; left out: all.
 */
export const findRenderPairs: Layout = (files, split) => {
  const root = findRoot(files, { folders: ['cross', 'garments'] });
  const worn = new Map<string, string[]>();
  for (const path of files.paths) {
    const [, person, garment] = PHOTO.exec(path.replace(`${root}cross/`, '')) ?? [];
    if (person && garment && isWanted(person, split))
      worn.set(person, [...(worn.get(person) ?? []), garment]);
  }
  if (worn.size === 0) throw new DataSetError(`${files.name}: there is no render of ${split ?? 'anybody'}.`);
  return Promise.resolve([...worn].flatMap(([person, garments]) => couples(person, garments)));

  function couples(person: string, garments: readonly string[]): PairFiles[] {
    return garments.flatMap((garment) =>
      garments.filter((other) => other !== garment).map((other) => pairOf(person, garment, other)),
    );
  }

  function pairOf(person: string, garment: string, other: string): PairFiles {
    const labels = firstFile(files, [`${root}cross/${person}_${garment}_parse.png`]);
    return {
      id: `${person}_${other}_${garment}`,
      garmentId: garment,
      category: 'upper',
      photo: files.file(`${root}cross/${person}_${garment}.jpg`),
      garment: files.file(`${root}garments/${garment}.jpg`),
      garmentMask: files.file(`${root}garments/${garment}_mask.png`),
      labels: labels && { file: labels, toLip: RENDER_LABELS },
      otherwise: files.file(`${root}cross/${person}_${other}.jpg`),
    };
  }
};

function isWanted(person: string, split?: string): boolean {
  if (split === undefined) return true;
  const isForTest = RENDERS_FOR_TEST.includes(person);
  if (split === 'train' || split === 'test') return (split === 'test') === isForTest;
  return split.split(',').includes(person);
}
