import { KEYPOINTS } from '../../data-set.js';
import type { TrainingPair } from '../../training-pair.js';
import type { Random } from '../../../random.js';
import type { GarmentPicture } from '../store/prepared-store.js';
import type { AugmentationOptions } from './augmentation-options.js';
import { MIRRORED_KEYPOINTS, MIRRORED_LABELS, MIRRORED_PARTS, SAME_LABELS } from './left-and-right.js';
import { type Movement, SamplingPlan } from './sampling-plan.js';

const WHITE = 255;

/**
 * Draws a movement; undefined when the picture stays as it is.
 *
 * @param moved probability that it is more than mirrored
 */
export function drawMovement(
  mirrored: boolean,
  moved: number,
  { scale, rotation, shift }: AugmentationOptions,
  random: Random,
): Movement | undefined {
  const either = (largest: number): number => (random.uniform() * 2 - 1) * largest;
  if (random.uniform() >= moved)
    return mirrored ? { mirrored, scale: 1, rotation: 0, shiftX: 0, shiftY: 0 } : undefined;
  return {
    mirrored,
    scale: 1 + either(scale),
    rotation: (either(rotation) * Math.PI) / 180,
    shiftX: either(shift),
    shiftY: either(shift),
  };
}

/**
 * Photo, parsing, body parts, keypoints and the other picture moved together. Beyond the photo its border goes on, as
 * background; keypoints that leave the frame become unseen. Mirroring swaps what is left and right.
 */
export function movePerson(pair: TrainingPair, movement: Movement): TrainingPair {
  const plan = new SamplingPlan(pair.height, pair.width, movement);
  const { mirrored } = movement;
  return {
    ...pair,
    photo: plan.sample(pair.photo, 3),
    labels: plan.sampleLabels(pair.labels, mirrored ? MIRRORED_LABELS : SAME_LABELS),
    bodyParts: plan.sampleLabels(pair.bodyParts, mirrored ? MIRRORED_PARTS : SAME_LABELS),
    keypoints: moveKeypoints(pair.keypoints, plan, mirrored),
    ...(pair.otherwise ? { otherwise: plan.sample(pair.otherwise, 3) } : {}),
  };
}

/** Garment and mask moved together; white and no garment beyond the picture. */
export function moveGarment(
  { garment, garmentMask }: GarmentPicture,
  { height, width }: { height: number; width: number },
  movement: Movement,
): GarmentPicture {
  const plan = new SamplingPlan(height, width, movement);
  return {
    garment: plan.sampleWithin(garment, 3, WHITE),
    garmentMask: plan.sampleWithin(garmentMask, 1, 0),
  };
}

function moveKeypoints(keypoints: Float32Array, plan: SamplingPlan, mirrored: boolean): Float32Array {
  const moved = new Float32Array(keypoints.length);
  for (let i = 0; i < KEYPOINTS.length; i++) {
    const from = 3 * (mirrored ? MIRRORED_KEYPOINTS[i]! : i);
    const confidence = keypoints[from + 2]!;
    if (confidence <= 0) continue;
    const [x, y] = plan.move(keypoints[from]!, keypoints[from + 1]!);
    if (x >= 0 && x <= 1 && y >= 0 && y <= 1) moved.set([x, y, confidence], 3 * i);
  }
  return moved;
}
