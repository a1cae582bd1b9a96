import { describe, expect, it } from 'vitest';
import type { DataFile } from '../data-set.js';
import { drawPose } from '../testing/draw-pictures.js';
import { memoryFiles } from '../testing/memory-files.js';
import { decodePose } from './decode-pose.js';

const photo = { width: 200, height: 400 };

function jsonFile(json: string): DataFile {
  return memoryFiles({ 'a.json': json }).file('a.json');
}
function pointsOf(count: number): [number, number, number][] {
  return Array.from({ length: count }, (_, i) => [2 * i + 2, 4 * i + 4, 0.5]);
}

describe('decodePose', () => {
  it.each(['pose_keypoints_2d', 'pose_keypoints'])(
    'should answer shares of the photo when it has 18 points as %s',
    async (key) => {
      const keypoints = await decodePose(jsonFile(drawPose(pointsOf(18), key)), photo);
      expect(keypoints).toHaveLength(54);
      expect([...keypoints.subarray(51)]).toEqual([Math.fround(0.18), Math.fround(0.18), 0.5]);
    },
  );

  it('should leave out the middle of the hips and the feet when it has 25 points', async () => {
    const keypoints = await decodePose(jsonFile(drawPose(pointsOf(25))), photo);
    const indices = Array.from({ length: 18 }, (_, i) => Math.round(keypoints[3 * i]! * 100) - 1);
    expect(indices).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]);
  });

  it('should call a point unseen when it is at 0, 0, without confidence or outside', async () => {
    const points = pointsOf(18);
    points[0] = [0, 0, 0.9];
    points[1] = [50, 50, 0];
    points[2] = [201, 50, 0.9];
    const keypoints = await decodePose(jsonFile(drawPose(points)), photo);
    expect([...keypoints.subarray(0, 9)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(keypoints[11]).toBe(0.5);
  });

  it('should take the person seen most surely when there are several, nobody when there is none', async () => {
    const people = [0.2, 0.9, 0.3].map((sure) => ({
      pose_keypoints_2d: pointsOf(18).flatMap(([x, y]) => [x, y, sure]),
    }));
    expect((await decodePose(jsonFile(JSON.stringify({ people })), photo))[2]).toBeCloseTo(0.9);
    expect((await decodePose(jsonFile('{"people": []}'), photo)).every((value) => value === 0)).toBe(true);
  });

  it("should use Dress Code's own frame when the points are listed as it does", async () => {
    const keypoints = Array.from({ length: 18 }, (_, i) => (i === 3 ? [96, 128, 0.7, 3] : [-1, -1, -1, -1]));
    const shares = await decodePose(jsonFile(JSON.stringify({ keypoints })), { width: 768, height: 1024 });
    expect([...shares.subarray(9, 12)]).toEqual([0.25, 0.25, Math.fround(0.7)]);
    expect(shares.filter((value) => value !== 0)).toHaveLength(3);
  });

  it.each([
    ['no JSON', '{', /a\.json: the file is not JSON/],
    ['other JSON', '[1]', /a\.json: no OpenPose keypoints/],
    ['another model of the body', drawPose(pointsOf(17)), /neither 25 nor 18 keypoints/],
    ['Dress Code with a point too few', '{"keypoints": [[1, 2, 1, 0]]}', /not a list of 18 points/],
  ])('should name the file when it is %s', async (_, json, message) => {
    await expect(decodePose(jsonFile(json), photo)).rejects.toThrow(message);
  });
});
