import { describe, expect, it } from 'vitest';
import { emptyFiles } from '../testing/memory-files.js';
import { pathsOf } from '../testing/paths-of.js';
import { findVitonHdPairs } from './viton-hd.js';

describe('findVitonHdPairs', () => {
  it.each([
    ['image-parse-v3', 'openpose_json'],
    ['image-parse', 'openpose-json'],
  ])('should find every file when parsing is in %s', async (parse, json) => {
    const files = emptyFiles(
      'train/image/05_00.jpg',
      'train/cloth/05_00.jpg',
      'train/cloth-mask/05_00.jpg',
      `train/${parse}/05_00.png`,
      'train/image-parse-agnostic-v3.2/05_00.png',
      'train/image-densepose/05_00.jpg',
      `train/${json}/05_00_keypoints.json`,
    );
    const pairs = await findVitonHdPairs(files, 'train');
    expect(pairs.map(pathsOf)).toEqual([
      {
        id: '05_00',
        garmentId: '05_00',
        category: 'upper',
        photo: 'train/image/05_00.jpg',
        garment: 'train/cloth/05_00.jpg',
        garmentMask: 'train/cloth-mask/05_00.jpg',
        labels: `train/${parse}/05_00.png`,
        bodyParts: 'train/image-densepose/05_00.jpg',
        pose: `train/${json}/05_00_keypoints.json`,
      },
    ]);
    expect(pairs[0]!.labels!.toLip[10]).toBe(20);
  });
});
