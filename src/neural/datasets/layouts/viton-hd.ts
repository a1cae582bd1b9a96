import { findRoot } from '../files/find-root.js';
import { CIHP_LABELS } from './label-maps.js';
import type { Layout } from './layout.js';
import { listedPhotos } from './listed-photos.js';
import { expectedFile, firstFile, stemOf } from './named-files.js';

/**
 * VITON-HD, 1024×768: `image/NAME.jpg` wears `cloth/NAME.jpg`, with `cloth-mask/NAME.jpg`, `image-parse-v3/NAME.png`
 * (palette PNG of CIHP labels; first release: `image-parse`), `openpose_json/NAME_keypoints.json` (OpenPose, 25 points;
 * first release: `openpose-json`) and `image-densepose/NAME.jpg` (parts in detectron2's colours).
 * What is made for methods that mask the person (`agnostic-v3.2`, `image-parse-agnostic-v3.2`) is not needed.
 * `SPLIT_pairs.txt` lies beside the split's folder.
 *
 * Source: Choi et al. 2021 (VITON-HD), `datasets.py`; Lee et al. 2022 (HR-VITON), `cp_dataset.py`.
 */
export const findVitonHdPairs: Layout = async (files, split) => {
  const root = findRoot(files, { folders: ['image', 'cloth'], split });
  const name = split ?? root.split('/').at(-2) ?? 'train';
  const photos = await listedPhotos(files, {
    folder: `${root}image/`,
    lists: [`${root.replace(/[^/]+\/$/, '')}${name}_pairs.txt`, `${root}${name}_pairs.txt`],
    garmentOf: (photo) => photo,
  });
  return photos.map(({ photo }) => {
    const id = stemOf(photo);
    const parse = expectedFile(files, [`${root}image-parse-v3/${id}.png`, `${root}image-parse/${id}.png`]);
    const keypoints = `${id}_keypoints.json`;
    return {
      id,
      garmentId: id,
      category: 'upper',
      photo: files.file(`${root}image/${photo}`),
      garment: files.file(`${root}cloth/${photo}`),
      garmentMask: expectedFile(files, [`${root}cloth-mask/${photo}`, `${root}cloth-mask/${id}.png`]),
      labels: parse && { file: parse, toLip: CIHP_LABELS },
      bodyParts: firstFile(files, [`${root}image-densepose/${photo}`, `${root}image-densepose/${id}.png`]),
      pose: firstFile(files, [`${root}openpose_json/${keypoints}`, `${root}openpose-json/${keypoints}`]),
    };
  });
};
