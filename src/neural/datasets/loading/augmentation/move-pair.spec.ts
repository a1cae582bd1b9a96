import { describe, expect, it } from 'vitest';
import { Random } from '../../../random.js';
import { KEYPOINTS, LIP } from '../../data-set.js';
import { patternPair } from '../testing/pattern-pair.js';
import { DEFAULT_AUGMENTATION } from './augmentation-options.js';
import { drawMovement, moveGarment, movePerson } from './move-pair.js';
import type { Movement } from './sampling-plan.js';

const SIZE = { height: 64, width: 48 };
const PIXELS = 64 * 48;
const STILL: Movement = { mirrored: false, scale: 1, rotation: 0, shiftX: 0, shiftY: 0 };
const MIRRORED = { ...STILL, mirrored: true };
const WRIST = KEYPOINTS.indexOf('leftWrist');
const OTHER_WRIST = KEYPOINTS.indexOf('rightWrist');

/** A black photo with a light spot of 3×3 pixels, which is a left arm and where the left wrist is. */
function spotPair(x: number, y: number): ReturnType<typeof patternPair> {
  const photo = new Uint8Array(3 * PIXELS);
  const labels = new Uint8Array(PIXELS);
  const bodyParts = new Uint8Array(PIXELS);
  for (let dy = -1; dy <= 1; dy++)
    for (let dx = -1; dx <= 1; dx++) {
      const at = (y + dy) * 48 + x + dx;
      for (let channel = 0; channel < 3; channel++) photo[channel * PIXELS + at] = 250;
      labels[at] = LIP.leftArm;
      bodyParts[at] = 4;
    }
  const keypoints = new Float32Array(54);
  keypoints.set([(x + 0.5) / 48, (y + 0.5) / 64, 0.9], 3 * WRIST);
  return patternPair(0, { ...SIZE, photo, otherwise: photo.slice(), labels, bodyParts, keypoints });
}

/** Centre of what is not 0, pixels from the frame's corner. */
function centreOf(plane: Uint8Array): [number, number] {
  let [sum, sumX, sumY] = [0, 0, 0];
  for (let i = 0; i < PIXELS; i++) {
    sum += plane[i]!;
    sumX += plane[i]! * ((i % 48) + 0.5);
    sumY += plane[i]! * (Math.floor(i / 48) + 0.5);
  }
  return [sumX / sum, sumY / sum];
}

describe('movePerson', () => {
  it('should leave every value when nothing moves', () => {
    const pair = spotPair(20, 30);

    const moved = movePerson(pair, STILL);

    expect(moved.photo).toEqual(pair.photo);
    expect(moved.labels).toEqual(pair.labels);
    expect(moved.keypoints[3 * WRIST]).toBeCloseTo(pair.keypoints[3 * WRIST]!, 6);
  });

  it('should mirror exactly and swap what is left and right', () => {
    const pair = patternPair(5, SIZE);

    const mirrored = movePerson(pair, MIRRORED);

    expect(mirrored.photo[2 * PIXELS + 10 * 48 + 3]).toBe(pair.photo[2 * PIXELS + 10 * 48 + 44]);
    expect(movePerson(mirrored, MIRRORED).photo).toEqual(pair.photo);
    expect(movePerson(mirrored, MIRRORED).labels).toEqual(pair.labels);
    const spot = movePerson(spotPair(20, 30), MIRRORED);
    expect(spot.labels[30 * 48 + 27]).toBe(LIP.rightArm);
    expect(spot.bodyParts[30 * 48 + 27]).toBe(3);
    expect(spot.keypoints[3 * OTHER_WRIST]! * 48).toBeCloseTo(27.5, 4);
    expect(spot.keypoints[3 * WRIST + 2]).toBe(0);
  });

  it.each<[string, Movement]>([
    ['shifted', { ...STILL, shiftX: 0.06, shiftY: -0.05 }],
    ['turned', { ...STILL, rotation: 0.09 }],
    ['enlarged', { ...STILL, scale: 1.1 }],
    ['moved in every way', { mirrored: true, scale: 0.9, rotation: -0.08, shiftX: -0.04, shiftY: 0.06 }],
  ])('should keep pixels, labels and keypoints together when it is %s', (_, movement) => {
    const moved = movePerson(spotPair(14, 20), movement);

    const wrist = 3 * (movement.mirrored ? OTHER_WRIST : WRIST);
    const [x, y] = [moved.keypoints[wrist]! * 48, moved.keypoints[wrist + 1]! * 64];
    expect(Math.hypot(x - 14.5, y - 20.5)).toBeGreaterThan(0.8);
    for (const plane of [moved.photo.subarray(0, PIXELS), moved.otherwise!.subarray(PIXELS, 2 * PIXELS)]) {
      expect(centreOf(plane)[0]).toBeCloseTo(x, 0.7);
      expect(centreOf(plane)[1]).toBeCloseTo(y, 0.7);
    }
    expect(moved.keypoints[wrist + 2]).toBeCloseTo(0.9, 6);
    const label = movement.mirrored ? LIP.rightArm : LIP.leftArm;
    expect(moved.labels[Math.floor(y) * 48 + Math.floor(x)]).toBe(label);
  });

  it('should go on with the border and without labels beyond the photo', () => {
    const photo = new Uint8Array(3 * PIXELS).fill(200);
    const pair = patternPair(0, { ...SIZE, photo, labels: new Uint8Array(PIXELS).fill(LIP.dress) });

    const moved = movePerson(pair, { ...STILL, shiftX: 0.25 });

    expect(moved.photo.every((value) => value === 200)).toBe(true);
    expect([...moved.labels.subarray(0, 14)]).toEqual([...Array<number>(12).fill(0), LIP.dress, LIP.dress]);
  });

  it('should make keypoints unseen when they leave the frame', () => {
    const moved = movePerson(spotPair(2, 20), { ...STILL, shiftX: -0.1 });

    expect([...moved.keypoints.subarray(3 * WRIST, 3 * WRIST + 3)]).toEqual([0, 0, 0]);
  });
});

describe('moveGarment', () => {
  it('should be white and no garment beyond the picture', () => {
    const garment = new Uint8Array(3 * PIXELS).fill(40);
    const garmentMask = new Uint8Array(PIXELS).fill(255);

    const moved = moveGarment({ garment, garmentMask }, SIZE, { ...STILL, scale: 0.5 });

    expect([moved.garment[0], moved.garmentMask[0]]).toEqual([255, 0]);
    const centre = 32 * 48 + 24;
    expect([moved.garment[PIXELS + centre], moved.garmentMask[centre]]).toEqual([40, 255]);
    expect(moved.garmentMask.filter((value) => value > 0)).toHaveLength(PIXELS / 4);
  });
});

describe('drawMovement', () => {
  it('should stay within the ranges and be nothing as often as asked', () => {
    const random = new Random(3);

    const drawn = Array.from({ length: 400 }, () => drawMovement(false, 0.5, DEFAULT_AUGMENTATION, random));

    const moved = drawn.filter((movement) => movement !== undefined);
    expect(moved.length).toBeGreaterThan(160);
    expect(moved.length).toBeLessThan(240);
    for (const { scale, rotation, shiftX, shiftY } of moved) {
      expect(Math.abs(scale - 1)).toBeLessThanOrEqual(0.1);
      expect(Math.abs(rotation)).toBeLessThanOrEqual((5 * Math.PI) / 180);
      expect(Math.max(Math.abs(shiftX), Math.abs(shiftY))).toBeLessThanOrEqual(0.06);
    }
    expect(Math.max(...moved.map(({ rotation }) => rotation))).toBeGreaterThan(0.07);
    expect(drawMovement(true, 0, DEFAULT_AUGMENTATION, random)).toEqual(MIRRORED);
  });
});
