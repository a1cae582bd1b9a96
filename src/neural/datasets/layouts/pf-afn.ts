import { findRoot } from '../files/find-root.js';
import { ACGPN_LABELS } from './label-maps.js';
import type { Layout } from './layout.js';
import { listedPhotos, vitonGarmentOf } from './listed-photos.js';
import { expectedFile, firstFile, stemOf } from './named-files.js';

/**
 * VITON as PF-AFN was released with it (`VITON_traindata`, `VITON_test`): `train_img/ID_0.jpg` wears
 * `train_color/ID_1.jpg`, with `train_edge/ID_1.jpg` (garment mask), `train_label/ID_0.png` (ACGPN's labels),
 * `train_densepose/ID_0.npy` (parts) and `train_pose/ID_0.json` (OpenPose, 18 points). The test data have photo, garment and
 * mask only. `train_pairs.txt`, which DM-VTON adds for the split without duplicates, says which photos count.
 *
 * Source: Ge et al. 2021 (PF-AFN), `data/aligned_dataset.py`; DM-VTON, README; issue 26 of PF-AFN for the labels.
 */
export const findPfAfnPairs: Layout = async (files, split = 'train') => {
  const root = findRoot(files, { folders: [`${split}_img`, `${split}_color`] });
  const folder = (kind: string): string => `${root}${split}_${kind}/`;
  const photos = await listedPhotos(files, {
    folder: folder('img'),
    lists: [`${root}${split}_pairs.txt`],
    garmentOf: vitonGarmentOf,
  });
  return photos.map(({ photo, garment }) => {
    const id = stemOf(photo);
    const labels = expectedFile(files, [`${folder('label')}${id}.png`, `${folder('label')}${id}.jpg`]);
    return {
      id,
      garmentId: stemOf(garment),
      category: 'upper',
      photo: files.file(folder('img') + photo),
      garment: files.file(folder('color') + garment),
      garmentMask: expectedFile(files, [folder('edge') + garment, `${folder('edge')}${stemOf(garment)}.png`]),
      labels: labels && { file: labels, toLip: ACGPN_LABELS },
      bodyParts: firstFile(files, [`${folder('densepose')}${id}.npy`]),
      pose: firstFile(files, [`${folder('pose')}${id}.json`, `${folder('pose')}${id}_keypoints.json`]),
    };
  });
};
