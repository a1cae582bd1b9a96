import { KEYPOINTS, LIP } from '../../data-set.js';

/** Each label of `LIP` in a mirrored picture. */
export const MIRRORED_LABELS = swapped([
  [LIP.leftArm, LIP.rightArm],
  [LIP.leftLeg, LIP.rightLeg],
  [LIP.leftShoe, LIP.rightShoe],
]);

/**
 * Each DensePose part in a mirrored picture: 1 and 2 are the back and front of the torso; from 3 on, hands, feet, upper
 * and lower legs, upper and lower arms (back, then front) and the head come as pairs of sides.
 * Source: the part table of DensePose's "chart-based" documentation, Detectron2.
 */
export const MIRRORED_PARTS = swapped(Array.from({ length: 11 }, (_, pair) => [3 + 2 * pair, 4 + 2 * pair]));

/** Labels as they are. */
export const SAME_LABELS = swapped([]);

/** Which keypoint of the picture each keypoint is in the mirrored one. */
export const MIRRORED_KEYPOINTS: readonly number[] = KEYPOINTS.map((name) => {
  const other = name.startsWith('left')
    ? name.replace('left', 'right')
    : name.startsWith('right')
      ? name.replace('right', 'left')
      : name;
  return KEYPOINTS.findIndex((candidate) => candidate === other);
});

function swapped(pairs: readonly (readonly number[])[]): Uint8Array {
  const table = Uint8Array.from({ length: 256 }, (_, label) => label);
  for (const [one, other] of pairs as [number, number][]) {
    table[one] = other;
    table[other] = one;
  }
  return table;
}
