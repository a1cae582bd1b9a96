import { findRoot } from '../files/find-root.js';
import { LIP_LABELS } from './label-maps.js';
import type { Layout } from './layout.js';
import { listedPhotos, vitonGarmentOf } from './listed-photos.js';
import { expectedFile, firstFile, stemOf } from './named-files.js';

/**
 * VITON as prepared for CP-VTON and CP-VTON+: `image/ID_0.jpg` wears `cloth/ID_1.jpg`, with `cloth-mask/ID_1.jpg`,
 * `image-parse-new/ID_0.png` (LIP labels and 20 for the neck; older copies: `image-parse`) and
 * `pose/ID_0_keypoints.json` (OpenPose, 18 points). `SPLIT_pairs.txt`, in the folder or beside it, says which photos
 * count; a shop's own photos may have any name when it names their garments too.
 *
 * The distributed garment masks leave out most of many white garments: have them made anew.
 *
 * Source: Wang et al. 2018 (CP-VTON), `cp_dataset.py`; Minar et al. 2020 (CP-VTON+), README.
 */
export const findVitonPairs: Layout = async (files, split) => {
  const root = findRoot(files, { folders: ['image', 'cloth'], split });
  const name = split ?? root.split('/').at(-2) ?? 'train';
  const parent = root.replace(/[^/]+\/$/, '');
  const photos = await listedPhotos(files, {
    folder: `${root}image/`,
    lists: [`${root}${name}_pairs.txt`, `${parent}${name}_pairs.txt`],
    garmentOf: vitonGarmentOf,
  });
  return photos.map(({ photo, garment }) => {
    const id = stemOf(photo);
    const parse = expectedFile(files, [`${root}image-parse-new/${id}.png`, `${root}image-parse/${id}.png`]);
    return {
      id,
      garmentId: stemOf(garment),
      category: 'upper',
      photo: files.file(`${root}image/${photo}`),
      garment: files.file(`${root}cloth/${garment}`),
      garmentMask: expectedFile(files, [
        `${root}cloth-mask/${garment}`,
        `${root}cloth-mask/${stemOf(garment)}.png`,
      ]),
      labels: parse && { file: parse, toLip: LIP_LABELS },
      pose: firstFile(files, [`${root}pose/${id}_keypoints.json`]),
    };
  });
};
