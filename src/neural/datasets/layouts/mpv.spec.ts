import { describe, expect, it } from 'vitest';
import { emptyFiles, memoryFiles } from '../testing/memory-files.js';
import { pathsOf } from '../testing/paths-of.js';
import { findMpvPairs } from './mpv.js';

describe('findMpvPairs', () => {
  const files = memoryFiles({
    'mpv/all_poseA_poseB_clothes_0607.txt': [
      'A/A@8=person_whole_front.jpg\tA/A@9=person_half_front.jpg\tA/A@5=cloth_front.jpg\ttrain',
      'A/A@9=person_half_front.jpg\tA/A@7=person_half_back.jpg\tA/A@5=cloth_front.jpg\ttrain',
      'B/B@8=person_half_front.jpg\tB/B@9=person_whole_front.jpg\tB/B@5=cloth_front.jpg\ttest',
    ].join('\n'),
    'mpv/all/A/A@9=person_half_front.jpg': '',
    'mpv/all_parsing/A/A@9=person_half_front.png': '',
    'mpv/all_person_clothes_keypoints/A/A@9=person_half_front_keypoints.json': '',
    'mpv/all_densepose/A/A@9=person_half_front_IUV.png': '',
  });

  it('should take each photo from the front once when it is listed for the split', async () => {
    const pairs = await findMpvPairs(files, 'train');
    expect(pairs.map(({ id }) => id)).toEqual(['A/A@8=person_whole_front', 'A/A@9=person_half_front']);
    expect(pathsOf(pairs[1])).toEqual({
      id: 'A/A@9=person_half_front',
      garmentId: 'A/A@5=cloth_front',
      category: 'upper',
      photo: 'mpv/all/A/A@9=person_half_front.jpg',
      garment: 'mpv/all/A/A@5=cloth_front.jpg',
      labels: 'mpv/all_parsing/A/A@9=person_half_front.png',
      bodyParts: 'mpv/all_densepose/A/A@9=person_half_front_IUV.png',
      pose: 'mpv/all_person_clothes_keypoints/A/A@9=person_half_front_keypoints.json',
    });
  });

  it('should take all when no split is named and say so when the list is missing', async () => {
    expect(await findMpvPairs(files)).toHaveLength(4);
    await expect(findMpvPairs(emptyFiles('all/A/a.jpg'))).rejects.toThrow(/clothes_0607\.txt is missing/);
  });
});
