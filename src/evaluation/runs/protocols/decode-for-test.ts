import { maskGarment } from '../../../images/garment-mask.js';
import type { PairFiles } from '../../../neural/datasets/data-set.js';
import { decodePair } from '../../../neural/datasets/decode-pair.js';
import type { TrainingPair } from '../../../neural/datasets/training-pair.js';

/**
 * Decodes what a test needs of a pair: photo, garment and, where there is any, human parsing. Garment masks are made by the
 * product's own masking, since that is what a shop's garments get, and those that come with data sets are often broken. Pose
 * and body parts are not looked at, so that they may be missing.
 *
 * @throws DataSetError naming the file that is missing or broken
 */
export function decodeForTest(
  files: PairFiles,
  { height, width }: { readonly height: number; readonly width: number },
): Promise<TrainingPair> {
  const needed = { ...files, pose: undefined, bodyParts: undefined };
  return decodePair(needed, { height, width, maskGarment: ownMask, labelsOptional: true });
}

function ownMask(data: Uint8Array, width: number, height: number): Uint8Array {
  return maskGarment({ width, height, data }).mask.data;
}
