import { KEYPOINTS } from '../data-set.js';
import { EARS, EYES, NOSE } from './face.js';
import { lerp, type Point } from './mesh.js';
import type { Person, Side } from './person.js';

/**
 * OpenPose keypoints of a person: 18 × (x, y, confidence), places as shares of width and height; 0, 0, 0 outside of the
 * frame.
 *
 * @param aspect width ÷ height of the frame
 */
export function keypointsOf(person: Person, aspect: number): Float32Array {
  const places = jointPlaces(person);
  return Float32Array.from(
    KEYPOINTS.flatMap((name) => {
      const [x, y] = [places[name][0] / aspect, places[name][1]];
      return x >= 0 && x <= 1 && y >= 0 && y <= 1 ? [x, y, 1] : [0, 0, 0];
    }),
  );
}

function jointPlaces(person: Person): Record<(typeof KEYPOINTS)[number], Point> {
  const arm = (side: Side, t: number): Point => person.upper(person.arms[side].at(t).point);
  const leg = (side: Side, t: number): Point => person.lower(person.legs[side].at(t).point);
  const right = -1;
  const left = 1;
  return {
    nose: person.head(NOSE),
    neck: lerp(arm(right, 0), arm(left, 0), 0.5),
    rightShoulder: arm(right, 0),
    rightElbow: arm(right, person.arms[right].jointAt),
    rightWrist: arm(right, 1),
    leftShoulder: arm(left, 0),
    leftElbow: arm(left, person.arms[left].jointAt),
    leftWrist: arm(left, 1),
    rightHip: leg(right, 0),
    rightKnee: leg(right, person.legs[right].jointAt),
    rightAnkle: leg(right, 1),
    leftHip: leg(left, 0),
    leftKnee: leg(left, person.legs[left].jointAt),
    leftAnkle: leg(left, 1),
    rightEye: person.head(EYES[right]),
    leftEye: person.head(EYES[left]),
    rightEar: person.head(EARS[right]),
    leftEar: person.head(EARS[left]),
  };
}
