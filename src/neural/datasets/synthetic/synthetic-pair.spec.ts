import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Random } from '../../random.js';
import { KEYPOINTS, LIP } from '../data-set.js';
import { drawSyntheticPair, type SyntheticPair, syntheticPairs } from './synthetic-pair.js';
import { warpByFlow } from './testing/warp-by-flow.js';

const SIZE = { height: 96, width: 72 };
const PLANE = SIZE.height * SIZE.width;
const pairs = [...syntheticPairs(40, 5, SIZE)];

/** Mean absolute difference, 0…255, between warped garment and photo where the garment is worn. */
const warpError = ({ photo, garment, wornMask }: SyntheticPair, flow: Float32Array): number => {
  const warped = warpByFlow(garment, flow, SIZE);
  let [sum, count] = [0, 0];
  for (let i = 0; i < 3 * PLANE; i++) {
    if (wornMask[i % PLANE] === 0) continue;
    sum += Math.abs(warped[i]! - photo[i]!);
    count++;
  }
  return sum / count;
};

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** What a plane shows at a keypoint; undefined outside of the frame. */
const atKeypoint = (plane: Uint8Array, { keypoints }: SyntheticPair, name: (typeof KEYPOINTS)[number]) => {
  const at = KEYPOINTS.indexOf(name) * 3;
  if (keypoints[at + 2] === 0) return undefined;
  const x = Math.min(SIZE.width - 1, Math.floor(keypoints[at]! * SIZE.width));
  return plane[Math.min(SIZE.height - 1, Math.floor(keypoints[at + 1]! * SIZE.height)) * SIZE.width + x];
};

const near = (mask: Uint8Array, at: number): boolean =>
  [-1, 0, 1].some((dy) => [-1, 0, 1].some((dx) => mask[at + dy * SIZE.width + dx] === 255));

/** Of all arrays of a pair. */
const digest = (pair: SyntheticPair): string => {
  const hash = createHash('sha256');
  for (const values of Object.values(pair)) {
    if (values instanceof Uint8Array) hash.update(values);
    if (values instanceof Float32Array) hash.update(new Uint8Array(values.buffer));
  }
  return hash.digest('hex');
};

describe('drawSyntheticPair', () => {
  it('should give the worn garment of the photo when the garment picture is warped by the flow', () => {
    const exact = pairs.map((pair) => warpError(pair, pair.flow));
    const oneUp = pairs.map((pair) =>
      warpError(
        pair,
        pair.flow.map((value, i) => (i < PLANE ? value : value - 4 / SIZE.height)),
      ),
    );

    expect(mean(exact)).toBeLessThan(9);
    expect(Math.max(...exact)).toBeLessThan(20);
    expect(mean(oneUp)).toBeGreaterThan(mean(exact) * 1.5);
  });

  it('should place the flow on the garment exactly where labels and worn mask say so', () => {
    for (const { id, labels, wornMask, flow, garmentMask } of pairs) {
      let [worn, onGarment, disagreeing] = [0, 0, 0];
      for (let i = 0; i < PLANE; i++) {
        const [x, y] = [flow[i]!, flow[i + PLANE]!];
        const seen = wornMask[i] === 255;
        if (seen !== (labels[i] === LIP.upperClothes) || seen !== (x !== -2) || seen !== (y !== -2))
          disagreeing++;
        if (!seen) continue;
        worn++;
        const row = Math.floor(((y + 1) * SIZE.height) / 2);
        if (near(garmentMask, row * SIZE.width + Math.floor(((x + 1) * SIZE.width) / 2))) onGarment++;
      }
      expect(disagreeing, id).toBe(0);
      expect(worn, id).toBeGreaterThan(PLANE * 0.03);
      expect(onGarment, id).toBe(worn);
    }
  });

  it('should show a garment on white when the product picture is drawn', () => {
    for (const { id, garment, garmentMask } of pairs) {
      const beside = garment.filter((value, i) => value !== 255 && !near(garmentMask, i % PLANE));
      expect(garmentMask.filter((value) => value === 255).length, id).toBeGreaterThan(PLANE * 0.15);
      expect(beside, id).toHaveLength(0);
    }
  });

  it('should change nothing but the garments when the same person is drawn otherwise', () => {
    for (const { id, photo, otherwise, wornMask, otherwiseWornMask } of pairs) {
      const changed = [...photo.keys()].filter((i) => photo[i] !== otherwise[i]);
      const elsewhere = changed.filter(
        (i) => !near(wornMask, i % PLANE) && !near(otherwiseWornMask, i % PLANE),
      );
      expect(changed.length, id).toBeGreaterThan(PLANE * 0.03);
      expect(elsewhere, id).toHaveLength(0);
    }
  });

  it('should have keypoints where labels and body parts show the same', () => {
    const allowed: Partial<Record<(typeof KEYPOINTS)[number], readonly [labels: number[], parts: number[]]>> =
      {
        nose: [
          [LIP.face, LIP.leftArm, LIP.rightArm],
          [23, 24, 3, 4, 21, 22],
        ],
        rightElbow: [
          [LIP.rightArm, LIP.leftArm, LIP.upperClothes],
          [18, 22, 21, 3, 4],
        ],
        leftElbow: [
          [LIP.rightArm, LIP.leftArm, LIP.upperClothes],
          [17, 21, 22, 3, 4],
        ],
        rightWrist: [
          [LIP.rightArm, LIP.leftArm, LIP.upperClothes],
          [22, 21, 3, 4],
        ],
        leftWrist: [
          [LIP.rightArm, LIP.leftArm, LIP.upperClothes],
          [22, 21, 3, 4],
        ],
      };
    for (const pair of pairs) {
      for (const [name, [labels, parts]] of Object.entries(allowed)) {
        const label = atKeypoint(pair.labels, pair, name as keyof typeof allowed);
        if (label === undefined) continue;
        expect(labels, `${pair.id} ${name}`).toContain(label);
        expect(parts, `${pair.id} ${name}`).toContain(
          atKeypoint(pair.bodyParts, pair, name as keyof typeof allowed),
        );
      }
    }
  });

  it('should draw people of all tones, arms before and locks over the garment when many are drawn', () => {
    const tones = pairs.map((pair) => atKeypoint(pair.photo.subarray(0, PLANE), pair, 'neck') ?? 0);
    const over = (inner: readonly number[]): number =>
      pairs.filter(({ labels, wornMask }) =>
        labels.some(
          (label, i) => inner.includes(label) && wornMask[i - 6] === 255 && wornMask[i + 6] === 255,
        ),
      ).length;
    const labels = new Set(pairs.flatMap((pair) => [...new Set(pair.labels)]));

    expect(Math.max(...tones) - Math.min(...tones)).toBeGreaterThan(90);
    expect(over([LIP.leftArm, LIP.rightArm])).toBeGreaterThan(3);
    expect(over([LIP.hair])).toBeGreaterThan(2);
    for (const label of [LIP.trousers, LIP.skirt, LIP.neck, LIP.face, LIP.leftLeg])
      expect(labels).toContain(label);
  });

  it('should draw the same pair again when seed and place are the same', () => {
    const again = [...syntheticPairs(3, 5, SIZE)];
    const other = [...syntheticPairs(3, 6, SIZE)];

    expect(again.map(digest)).toEqual(pairs.slice(0, 3).map(digest));
    expect(digest(other[0]!)).not.toBe(digest(pairs[0]!));
    expect(again.map(({ id }) => id)).toEqual(['000000', '000001', '000002']);
  });

  it('should draw into frames of other shapes', () => {
    const square = drawSyntheticPair(new Random(3), { height: 64, width: 64 });

    expect(square.photo).toHaveLength(3 * 64 * 64);
    expect(square.flow).toHaveLength(2 * 64 * 64);
    expect(square.wornMask.filter((value) => value === 255).length).toBeGreaterThan(100);
  });

  it('should refuse a frame when it is too small', () => {
    expect(() => drawSyntheticPair(new Random(1), { height: 8, width: 64 })).toThrow(RangeError);
  });
});
