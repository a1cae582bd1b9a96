import { DataSetError, type PairFiles } from './data-set.js';
import { decodeBodyParts } from './decoding/decode-body-parts.js';
import { decodeLabels } from './decoding/decode-labels.js';
import { decodePose } from './decoding/decode-pose.js';
import { decodeGarmentMask, type MaskGarment } from './decoding/decode-garment-mask.js';
import { decodeRgb, pictureSize, type Raster } from './decoding/raster.js';
import type { Frame } from './frame.js';
import { resizeLabels } from './decoding/resize-labels.js';
import type { TrainingPair } from './training-pair.js';

/** How pairs are decoded. */
export interface DecodeOptions extends Frame {
  /** Makes the garment mask from the picture even where the data set has one. Default: its own masks are used. */
  readonly maskGarment?: MaskGarment;
  /** Accept pairs without human parsing, as evaluation can: their labels are 0. Default: false. */
  readonly labelsOptional?: boolean;
}

/**
 * Decodes the files of a pair and brings them to the network's size: pictures upright, RGB and stretched to it, labels by
 * nearest pixel. A pair without pose has keypoints of confidence 0, one without DensePose body parts of 0.
 *
 * @throws DataSetError naming the file that is missing or broken; also for a pair without a garment mask or, unless that is accepted, without
 * human parsing
 */
export async function decodePair(files: PairFiles, options: DecodeOptions): Promise<TrainingPair> {
  const { height, width, maskGarment, labelsOptional = false } = options;
  const frame: Frame = { height, width };
  if (!files.labels && !labelsOptional)
    throw new DataSetError(`${files.id}: no human parsing, which training needs.`);
  const [photo, garment, garmentMask, labels, bodyParts, keypoints, otherwise] = await Promise.all([
    decodeRgb(files.photo, frame),
    decodeRgb(files.garment, frame),
    decodeGarmentMask(files, frame, maskGarment),
    files.labels && decodeLabels(files.labels),
    files.bodyParts && decodeBodyParts(files.bodyParts),
    files.pose
      ? pictureSize(files.photo).then((size) => decodePose(files.pose!, size))
      : new Float32Array(54),
    files.otherwise && decodeRgb(files.otherwise, frame),
  ]);
  return {
    id: files.id,
    garmentId: files.garmentId,
    height,
    width,
    photo: toPlanar(photo),
    garment: toPlanar(garment),
    garmentMask,
    labels: labels ? resizeLabels(labels, frame) : new Uint8Array(height * width),
    bodyParts: bodyParts ? resizeLabels(bodyParts, frame) : new Uint8Array(height * width),
    keypoints,
    ...(otherwise && { otherwise: toPlanar(otherwise) }),
  };
}

function toPlanar({ data, width, height }: Raster): Uint8Array {
  const pixels = width * height;
  const planar = new Uint8Array(3 * pixels);
  for (let i = 0; i < pixels; i++) {
    planar[i] = data[3 * i]!;
    planar[pixels + i] = data[3 * i + 1]!;
    planar[2 * pixels + i] = data[3 * i + 2]!;
  }
  return planar;
}
