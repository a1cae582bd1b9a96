import { describe, expect, it } from 'vitest';
import { emptyFiles, memoryFiles } from '../testing/memory-files.js';
import { pathsOf } from '../testing/paths-of.js';
import { findDressCodePairs } from './dress-code.js';

describe('findDressCodePairs', () => {
  const inCategory = (folder: string): string[] =>
    [
      'images/7_0.jpg',
      'images/7_1.jpg',
      'label_maps/7_4.png',
      'keypoints/7_2.json',
      'dense/7_5.png',
      'dense/7_5_uv.npz',
    ].map((path) => `DressCode/${folder}/${path}`);

  it('should find the pairs of each category when all are there', async () => {
    const files = emptyFiles(
      ...inCategory('dresses'),
      ...inCategory('upper_body'),
      ...inCategory('lower_body'),
    );
    const pairs = await findDressCodePairs(files);
    expect(pairs.map(({ category }) => category)).toEqual(['upper', 'lower', 'dress']);
    expect(pathsOf(pairs[1])).toEqual({
      id: 'lower_body/7_0',
      garmentId: 'lower_body/7_1',
      category: 'lower',
      photo: 'DressCode/lower_body/images/7_0.jpg',
      garment: 'DressCode/lower_body/images/7_1.jpg',
      labels: 'DressCode/lower_body/label_maps/7_4.png',
      bodyParts: 'DressCode/lower_body/dense/7_5.png',
      pose: 'DressCode/lower_body/keypoints/7_2.json',
    });
  });

  it('should call trousers and skirts the worn garment when the category is the lower body', async () => {
    const files = emptyFiles(
      ...inCategory('upper_body'),
      ...inCategory('lower_body'),
      ...inCategory('dresses'),
    );
    const [upper, lower, dress] = (await findDressCodePairs(files)).map(({ labels }) => [...labels!.toLip]);
    expect(upper).toEqual([0, 1, 2, 4, 5, 12, 9, 6, 9, 18, 19, 13, 16, 17, 14, 15, 0, 11]);
    expect(lower).toEqual([0, 1, 2, 4, 9, 5, 5, 6, 5, 18, 19, 13, 16, 17, 14, 15, 0, 11]);
    expect(dress![8]).toBe(6);
  });

  it('should keep to the list when a split is asked for', async () => {
    const list = { 'DressCode/dresses/test_pairs_paired.txt': '7_0.jpg\t7_1.jpg\n' };
    const others = { 'DressCode/dresses/images/8_0.jpg': '', 'DressCode/dresses/images/8_1.jpg': '' };
    const images = Object.fromEntries(inCategory('dresses').map((path) => [path, '']));
    const files = memoryFiles({ ...images, ...others, ...list });
    expect((await findDressCodePairs(files, 'test')).map(({ id }) => id)).toEqual(['dresses/7_0']);
    await expect(findDressCodePairs(files, 'train')).rejects.toThrow(/train_pairs\.txt or .* is needed/);
  });

  it('should say what is missing when no category is there', async () => {
    await expect(findDressCodePairs(emptyFiles('images/7_0.jpg'))).rejects.toThrow(/none of upper_body/);
  });
});
