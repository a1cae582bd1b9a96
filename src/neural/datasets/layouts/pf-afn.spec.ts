import { describe, expect, it } from 'vitest';
import { emptyFiles } from '../testing/memory-files.js';
import { pathsOf } from '../testing/paths-of.js';
import { findPfAfnPairs } from './pf-afn.js';

describe('findPfAfnPairs', () => {
  const parts = ['train_img/1_0.jpg', 'train_color/1_1.jpg', 'train_edge/1_1.jpg', 'train_label/1_0.png'];
  const files = emptyFiles(
    ...[...parts, 'train_densepose/1_0.npy', 'train_pose/1_0.json'].map((path) => `VITON_traindata/${path}`),
    ...['test_img/2_0.jpg', 'test_color/2_1.jpg', 'test_edge/2_1.jpg'].map((path) => `VITON_test/${path}`),
  );

  it('should find every file of the training data when no split is named', async () => {
    const pairs = await findPfAfnPairs(files);
    expect(pairs.map(pathsOf)).toEqual([
      {
        id: '1_0',
        garmentId: '1_1',
        category: 'upper',
        photo: 'VITON_traindata/train_img/1_0.jpg',
        garment: 'VITON_traindata/train_color/1_1.jpg',
        garmentMask: 'VITON_traindata/train_edge/1_1.jpg',
        labels: 'VITON_traindata/train_label/1_0.png',
        bodyParts: 'VITON_traindata/train_densepose/1_0.npy',
        pose: 'VITON_traindata/train_pose/1_0.json',
      },
    ]);
    expect([...pairs[0]!.labels!.toLip]).toEqual([0, 2, 0, 0, 5, 18, 19, 5, 9, 16, 17, 14, 13, 15]);
  });

  it('should find the test data without labels when asked for them', async () => {
    const pairs = await findPfAfnPairs(files, 'test');
    expect(pairs.map(({ id, labels }) => [id, labels])).toEqual([['2_0', undefined]]);
  });
});
