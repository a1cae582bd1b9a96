import { describe, expect, it } from 'vitest';
import { emptyFiles } from '../testing/memory-files.js';
import { pathsOf } from '../testing/paths-of.js';
import { findCmiPairs } from './cmi.js';

describe('findCmiPairs', () => {
  it('should pair each model with each of its garments, for evaluation only', async () => {
    const files = emptyFiles(
      'data/model_2/model_info/model_img.png',
      'data/model_2/model_info/model_parse.png',
      'data/model_2/cloth_1/cloth_img.png',
      'data/model_2/cloth_2/cloth_img.png',
    );
    expect((await findCmiPairs(files)).map(pathsOf)).toEqual(
      ['cloth_1', 'cloth_2'].map((garment) => ({
        id: `model_2/${garment}`,
        garmentId: `model_2/${garment}`,
        category: 'upper',
        photo: 'data/model_2/model_info/model_img.png',
        garment: `data/model_2/${garment}/cloth_img.png`,
      })),
    );
    expect(() => findCmiPairs(emptyFiles('a/b'))).toThrow(/no MODEL\/CLOTH\/cloth_img\.png/);
  });
});
