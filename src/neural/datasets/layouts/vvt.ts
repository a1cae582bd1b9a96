import { DataSetError, type DataFile, type PairFiles } from '../data-set.js';
import type { FileSource } from '../files/file-source.js';
import { LIP_LABELS } from './label-maps.js';
import type { Layout } from './layout.js';
import { firstFile, stemOf } from './named-files.js';

/** `train_frames/VIDEO/FRAME.png`, also as `train/train_frames/…` and, in the copy of 2019's challenge, `lip_train_frames/…`. */
const FRAME = /^(.*\/)?((?:lip_)?(train|test))_frames\/([^/]+)\/([^/]+)\.png$/;
const GARMENT = /(?:^|\/)(?:lip_)?clothes_person\/(?:img\/)?([^/]+)\/([^/]+)\.(?:jpg|png)$/;

/**
 * VVT (video): each frame `train_frames/VIDEO/FRAME.png` is a photo; the garment of a video `id-k11` is
 * `clothes_person/img/ID/ID-K11…=cloth_front.jpg` (in the copy named `lip_…`: the JPEG in `lip_clothes_person/VIDEO`).
 * With them `train_frames_parsing/VIDEO/FRAME_label.png` (LIP labels; or without `_label`),
 * `train_frames_keypoint/VIDEO/FRAME_keypoints.json` (OpenPose; or `train_openpose_json`) and, where made,
 * `densepose/VIDEO/FRAME_IUV.png`. Garment masks: have them made. Frames of a video follow one another in the answer.
 *
 * Source: Dong et al. 2019 (FW-GAN); ShineOn, `vvt_dataset.py`; loaders of later video methods for the copies.
 */
export const findVvtPairs: Layout = (files, split) => {
  const garments = findGarments(files);
  const pairs = files.paths.flatMap((path): PairFiles[] => {
    const match = FRAME.exec(path);
    const [, prefix = '', kind, part, video, frame] = match ?? [];
    if (!match || (split !== undefined && part !== split)) return [];
    const garment = garments.get(video!.toUpperCase());
    const beside = (folder: string, name: string): string => `${prefix}${folder}/${video}/${name}`;
    const labels = firstFile(files, [
      beside(`${kind}_frames_parsing`, `${frame}_label.png`),
      beside(`${kind}_frames_parsing`, `${frame}.png`),
    ]);
    return [
      {
        id: `${part}/${video}/${frame}`,
        garmentId: garment ? stemOf(garment.path) : video!,
        category: 'upper',
        photo: files.file(path),
        garment: garment ?? files.file(`${prefix}clothes_person/img/${video}`),
        labels: labels && { file: labels, toLip: LIP_LABELS },
        bodyParts: firstFile(files, [beside('densepose', `${frame}_IUV.png`)]),
        pose: firstFile(files, [
          beside(`${kind}_frames_keypoint`, `${frame}_keypoints.json`),
          beside(`${kind}_openpose_json`, `${frame}_keypoints.json`),
        ]),
      },
    ];
  });
  if (pairs.length > 0) return Promise.resolve(pairs);
  const sought = split === undefined ? 'train_frames/VIDEO/FRAME.png' : `${split}_frames/VIDEO/FRAME.png`;
  throw new DataSetError(`${files.name}: there is no ${sought}, which this layout needs.`);
};

/** The front picture of each video's garment, by the name of the video in capitals. */
function findGarments(files: FileSource): Map<string, DataFile> {
  const garments = new Map<string, DataFile>();
  for (const path of files.paths) {
    const [, folder, name] = GARMENT.exec(path) ?? [];
    if (!name || !folder || (!/cloth/i.test(name) && !path.endsWith('.jpg'))) continue;
    const key = (folder.includes('-') ? folder : name.replace(/@.*$|=.*$/, '')).toUpperCase();
    if (!garments.has(key) || /cloth_front/i.test(name)) garments.set(key, files.file(path));
  }
  return garments;
}
