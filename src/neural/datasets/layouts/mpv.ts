import { DataSetError, type PairFiles } from '../data-set.js';
import { findRoot } from '../files/find-root.js';
import { readPairs } from '../files/read-pairs.js';
import { LIP_LABELS } from './label-maps.js';
import type { Layout } from './layout.js';
import { expectedFile, firstFile, stemOf } from './named-files.js';

const LIST = /^all_poseA_poseB_clothes.*\.txt$/;

/**
 * MPV (multi-pose), 256×192: `all/ITEM/…=person_half_front.jpg` and others of one person wear
 * `all/ITEM/…=cloth_front.jpg`, with `all_parsing/….png` (LIP labels), `all_person_clothes_keypoints/…_keypoints.json`
 * (or `all_keypoints`; OpenPose) and, where made, `all_densepose/…_IUV.png`. Garment masks: have them made.
 * `all_poseA_poseB_clothes_0607.txt` has two photos, a garment and `train` or `test` a line. Photos from behind or the side
 * are left out, since the garment is shown from the front.
 *
 * Source: Dong et al. 2019 (MG-VTON), list of the release; ShineOn, `mpv_dataset.py`.
 */
export const findMpvPairs: Layout = async (files, split) => {
  const root = findRoot(files, { folders: ['all'] });
  const list = files.paths.find((path) => path.startsWith(root) && LIST.test(path.slice(root.length)));
  if (list === undefined) {
    throw new DataSetError(`${files.name}: ${root}all_poseA_poseB_clothes_0607.txt is missing.`);
  }
  const pairs = new Map<string, PairFiles>();
  for (const [poseA, poseB, garment, mode] of await readPairs(files, list)) {
    if (garment === undefined || (split !== undefined && mode !== split)) continue;
    for (const photo of [poseA!, poseB!]) {
      if (!/_front\.\w+$/.test(photo)) continue;
      const id = stemOf(photo);
      const labels = expectedFile(files, [`${root}all_parsing/${id}.png`]);
      pairs.set(id, {
        id,
        garmentId: stemOf(garment),
        category: 'upper',
        photo: files.file(`${root}all/${photo}`),
        garment: files.file(`${root}all/${garment}`),
        labels: labels && { file: labels, toLip: LIP_LABELS },
        bodyParts: firstFile(files, [`${root}all_densepose/${id}_IUV.png`]),
        pose: firstFile(files, [
          `${root}all_person_clothes_keypoints/${id}_keypoints.json`,
          `${root}all_keypoints/${id}_keypoints.json`,
        ]),
      });
    }
  }
  return [...pairs.values()];
};
