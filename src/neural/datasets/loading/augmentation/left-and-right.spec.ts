import { describe, expect, it } from 'vitest';
import { KEYPOINTS } from '../../data-set.js';
import { MIRRORED_KEYPOINTS, MIRRORED_LABELS, MIRRORED_PARTS } from './left-and-right.js';

describe('left and right', () => {
  it('should swap arms, legs and shoes and no other label', () => {
    const changed = [...MIRRORED_LABELS].map((to, from) => [from, to]).filter(([from, to]) => from !== to);

    expect(changed).toEqual([
      [14, 15],
      [15, 14],
      [16, 17],
      [17, 16],
      [18, 19],
      [19, 18],
    ]);
  });

  it('should swap the sides of every body part but the torso', () => {
    expect([...MIRRORED_PARTS.subarray(0, 26)]).toEqual([
      0, 1, 2, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11, 14, 13, 16, 15, 18, 17, 20, 19, 22, 21, 24, 23, 25,
    ]);
  });

  it('should find the keypoint of the other side', () => {
    const other = (name: (typeof KEYPOINTS)[number]): string | undefined =>
      KEYPOINTS[MIRRORED_KEYPOINTS[KEYPOINTS.indexOf(name)]!];

    expect(other('leftWrist')).toBe('rightWrist');
    expect(other('rightEar')).toBe('leftEar');
    expect(other('nose')).toBe('nose');
    expect(new Set(MIRRORED_KEYPOINTS).size).toBe(18);
  });
});
