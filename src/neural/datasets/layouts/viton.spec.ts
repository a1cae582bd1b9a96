import { describe, expect, it } from 'vitest';
import { emptyFiles, memoryFiles } from '../testing/memory-files.js';
import { pathsOf } from '../testing/paths-of.js';
import { findVitonPairs } from './viton.js';

describe('findVitonPairs', () => {
  const complete = [
    'set/train/image/1_0.jpg',
    'set/train/cloth/1_1.jpg',
    'set/train/cloth-mask/1_1.jpg',
    'set/train/image-parse-new/1_0.png',
    'set/train/pose/1_0_keypoints.json',
  ];

  it('should find every file of a pair when the layout is complete', async () => {
    const pairs = await findVitonPairs(emptyFiles(...complete));
    expect(pairs.map(pathsOf)).toEqual([
      {
        id: '1_0',
        garmentId: '1_1',
        category: 'upper',
        photo: 'set/train/image/1_0.jpg',
        garment: 'set/train/cloth/1_1.jpg',
        garmentMask: 'set/train/cloth-mask/1_1.jpg',
        labels: 'set/train/image-parse-new/1_0.png',
        pose: 'set/train/pose/1_0_keypoints.json',
      },
    ]);
  });

  it('should take the listed photos, and garments by name, when the list is one of unpaired tests', async () => {
    const paths = ['1_0', '2_0', '3_0'].flatMap((id) => [
      `test/image/${id}.jpg`,
      `test/cloth/${id[0]}_1.jpg`,
    ]);
    const files = memoryFiles({
      ...Object.fromEntries(paths.map((path) => [path, ''])),
      'test_pairs.txt': '3_0.jpg 1_1.jpg\r\n2_0.jpg 3_1.jpg\n\n',
    });
    const pairs = await findVitonPairs(files, 'test');
    expect(pairs.map(({ id, garmentId }) => [id, garmentId])).toEqual([
      ['3_0', '3_1'],
      ['2_0', '2_1'],
    ]);
  });

  it("should take garments from the list when photos have a shop's own names", async () => {
    const files = memoryFiles({
      'train/image/anna.jpg': '',
      'train/cloth/shirt-17.png': '',
      'train/train_pairs.txt': 'anna.jpg shirt-17.png',
    });
    const [pair] = await findVitonPairs(files);
    expect(pathsOf(pair)).toMatchObject({ garment: 'train/cloth/shirt-17.png', garmentId: 'shirt-17' });
  });

  it('should point at the gap when one pair lacks a file that others have', async () => {
    const files = emptyFiles(...complete, 'set/train/image/2_0.jpg');
    const pair = (await findVitonPairs(files)).find(({ id }) => id === '2_0');
    await expect(pair!.labels!.file.read()).rejects.toThrow(/image-parse-new\/2_0\.png: the file is missing/);
    expect(pair!.pose).toBeUndefined();
  });

  it('should name the line when the list is broken', async () => {
    const files = memoryFiles({ 'a/image/1_0.jpg': '', 'a/cloth/1_1.jpg': '', 'a_pairs.txt': 'x y\nz\n' });
    await expect(findVitonPairs(files)).rejects.toThrow(/a_pairs\.txt: line 2 names 1 file/);
  });
});
