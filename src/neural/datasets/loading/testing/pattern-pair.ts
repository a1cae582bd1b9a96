import { KEYPOINTS } from '../../data-set.js';
import type { TrainingPair } from '../../training-pair.js';
import { Random } from '../../../random.js';

/** A pair of reproducible noise. Its garment's first value is `number`, so that tests can tell whose it is. */
export function patternPair(number: number, changes: Partial<TrainingPair> = {}): TrainingPair {
  const { height = 12, width = 8 } = changes;
  const random = new Random(number + 1);
  const noise = (length: number, below = 256): Uint8Array =>
    Uint8Array.from({ length }, () => random.integer(below));
  const garment = noise(3 * height * width);
  garment[0] = number;
  return {
    id: `pair-${number}`,
    garmentId: `garment-${number}`,
    height,
    width,
    photo: noise(3 * height * width),
    garment,
    garmentMask: noise(height * width, 2).map((on) => 255 * on),
    labels: noise(height * width, 21),
    bodyParts: new Uint8Array(height * width),
    keypoints: Float32Array.from({ length: 3 * KEYPOINTS.length }, () => random.uniform()),
    ...changes,
  };
}

/** Pairs as a decoder would hand them over. */
export async function* patternPairs(
  count: number,
  changes: Partial<TrainingPair> = {},
): AsyncGenerator<TrainingPair> {
  for (let number = 0; number < count; number++) yield await Promise.resolve(patternPair(number, changes));
}
