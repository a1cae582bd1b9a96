import { DataSetError, type GarmentCategory, type PairFiles } from '../data-set.js';
import type { FileSource } from '../files/file-source.js';
import { findRoot } from '../files/find-root.js';
import { atrLabels } from './label-maps.js';
import type { Layout } from './layout.js';
import { listedPhotos, vitonGarmentOf } from './listed-photos.js';
import { expectedFile, firstFile, stemOf } from './named-files.js';

const CATEGORIES: Readonly<Record<string, GarmentCategory>> = {
  upper_body: 'upper',
  lower_body: 'lower',
  dresses: 'dress',
};

/**
 * Dress Code, 1024×768, as many of its three categories as are there: in `upper_body`, `lower_body` and `dresses`,
 * `images/ID_0.jpg` wears `images/ID_1.jpg`, with `label_maps/ID_4.png` (ATR labels), `keypoints/ID_2.json` (18 points, in
 * pixels of 384×512) and `dense/ID_5.png` (DensePose parts). There are no garment masks: have them made; copies that
 * add `cloth_mask/ID_1.png` are read. Lists: `train_pairs.txt`, `test_pairs_paired.txt`.
 *
 * For lower-body garments labels are exchanged, see `atrLabels`.
 *
 * Source: Morelli et al. 2022, aimagelab/dress-code, README and `data/dataset.py`.
 */
export const findDressCodePairs: Layout = async (files, split) => {
  const folders = Object.keys(CATEGORIES).filter((folder) =>
    files.paths.some((path) => `/${path}`.includes(`/${folder}/images/`)),
  );
  if (folders.length === 0) {
    throw new DataSetError(
      `${files.name}: none of ${Object.keys(CATEGORIES).join(', ')} has a folder images/.`,
    );
  }
  const pairs = await Promise.all(folders.map((folder) => pairsOf(files, folder, split)));
  return pairs.flat();
};

async function pairsOf(files: FileSource, folder: string, split?: string): Promise<PairFiles[]> {
  const category = CATEGORIES[folder]!;
  const root = `${findRoot(files, { folders: [`${folder}/images`] })}${folder}/`;
  const toLip = atrLabels(category);
  const photos = await listedPhotos(files, {
    folder: `${root}images/`,
    lists: listsOf(files, root, split),
    garmentOf: vitonGarmentOf,
  });
  return photos.map(({ photo, garment }) => {
    const number = stemOf(photo).replace(/_0$/, '');
    const labels = expectedFile(files, [`${root}label_maps/${number}_4.png`]);
    return {
      id: `${folder}/${stemOf(photo)}`,
      garmentId: `${folder}/${stemOf(garment)}`,
      category,
      photo: files.file(`${root}images/${photo}`),
      garment: files.file(`${root}images/${garment}`),
      garmentMask: expectedFile(files, [`${root}cloth_mask/${stemOf(garment)}.png`]),
      labels: labels && { file: labels, toLip },
      bodyParts: firstFile(files, [`${root}dense/${number}_5.png`]),
      pose: firstFile(files, [`${root}keypoints/${number}_2.json`]),
    };
  });
}

function listsOf(files: FileSource, root: string, split?: string): string[] {
  if (split === undefined) return [];
  const lists = [`${root}${split}_pairs.txt`, `${root}${split}_pairs_paired.txt`];
  if (lists.some((list) => files.has(list))) return lists;
  throw new DataSetError(`${files.name}: ${lists.join(' or ')} is needed to tell which pairs are ${split}.`);
}
