import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { syntheticPairs } from '../synthetic-pair.js';
import { writeVitonLayout } from './write-viton-layout.js';

describe('writeVitonLayout', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'viton-'))));
  afterEach(() => rm(folder, { recursive: true }));

  it('should write every file of the layout, labels unchanged, when pairs are given', async () => {
    const [first, second] = [...syntheticPairs(2, 1, { height: 64, width: 48 })];

    await writeVitonLayout(folder, [first!, second!], 'val');

    expect(await readFile(join(folder, 'val_pairs.txt'), 'utf8')).toBe(
      '000000_0.jpg 000000_1.jpg\n000001_0.jpg 000001_1.jpg\n',
    );
    expect(
      (await readdir(join(folder, 'val'), { recursive: true }))
        .filter((name) => name.includes('000001'))
        .sort(),
    ).toEqual([
      'cloth-mask/000001_1.jpg',
      'cloth/000001_1.jpg',
      'image-mask/000001_0.png',
      'image-parse-new/000001_0.png',
      'image/000001_0.jpg',
      'pose/000001_0_keypoints.json',
    ]);
    const labels = sharp(join(folder, 'val/image-parse-new/000000_0.png'));
    expect(await labels.metadata()).toMatchObject({ width: 48, height: 64, channels: 1 });
    const stored = await labels.toColourspace('b-w').raw().toBuffer();
    expect(stored.equals(first!.labels)).toBe(true);
    const photo = await sharp(join(folder, 'val/image/000000_0.jpg')).raw().toBuffer();
    const difference = first!.photo.map((value, i) =>
      Math.abs(value - photo[(i % 3072) * 3 + Math.floor(i / 3072)]!),
    );
    expect(difference.reduce((sum, value) => sum + value, 0) / difference.length).toBeLessThan(4);
    const pose = JSON.parse(await readFile(join(folder, 'val/pose/000000_0_keypoints.json'), 'utf8')) as {
      people: { pose_keypoints: number[] }[];
    };
    expect(pose.people[0]!.pose_keypoints).toHaveLength(54);
    expect(pose.people[0]!.pose_keypoints[0]).toBeCloseTo(first!.keypoints[0]! * 48, 4);
    expect(pose.people[0]!.pose_keypoints[1]).toBeCloseTo(first!.keypoints[1]! * 64, 4);
  });
});
