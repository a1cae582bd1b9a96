import { WORN_LABELS } from '../datasets/data-set.js';
import type { TrainingPair } from '../datasets/training-pair.js';
import { intersectionOverUnion } from '../metrics/mask-overlap.js';
import { toGarmentInput, toSigned } from './student-inputs.js';
import type { StudentMaps } from './student-runner.js';
import type { Student } from './student.js';

/** What a cycle went through. */
export interface CycleTryOn {
  /** [3, height, width], −1…1: the person in the own garment. */
  readonly photo: Float32Array;
  /** The other garment tried on. */
  readonly between: StudentMaps;
  /** The own garment tried on that: to be compared with the photo. */
  readonly back: StudentMaps;
}

/** Tries the other garment on, and on that result, as it is and unrounded, the own one again. */
export async function tryOnCycle(
  student: Student,
  own: TrainingPair,
  other: Pick<TrainingPair, 'garment' | 'garmentMask'>,
): Promise<CycleTryOn> {
  const photo = toSigned(own.photo);
  const between = await student.tryOn(photo, toGarmentInput(other.garment, other.garmentMask));
  const back = await student.tryOn(between.tryOn, toGarmentInput(own.garment, own.garmentMask));
  return { photo, between, back };
}

/**
 * Intersection over union of where a try-on shows the warped garment (composition above ½) and the garment labels of a
 * photo (upper clothes, dress, coat).
 */
export function wornOverlap({ composition }: StudentMaps, labels: Uint8Array): number {
  return intersectionOverUnion(composition, wornMask(labels));
}

/** 1 where labels are of a worn garment, else 0. */
export function wornMask(labels: Uint8Array): Uint8Array {
  return labels.map((label) => (WORN_LABELS.includes(label) ? 1 : 0));
}
