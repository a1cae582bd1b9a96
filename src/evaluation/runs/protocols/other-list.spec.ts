import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PairFiles } from '../../../neural/datasets/data-set.js';
import { openDataSet } from '../../../neural/datasets/open-data-set.js';
import { syntheticPairs } from '../../../neural/datasets/synthetic/synthetic-pair.js';
import { writeVitonLayout } from '../../../neural/datasets/synthetic/testing/write-viton-layout.js';
import { findOtherGarments } from './other-list.js';

describe('findOtherGarments', () => {
  let folder: string;
  let path: string;
  let pairs: readonly PairFiles[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'others-'));
    path = join(folder, 'val');
    await writeVitonLayout(folder, syntheticPairs(3, 1, { height: 24, width: 18 }), 'val');
    ({ pairs } = await openDataSet('viton', path));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('should follow the list beside the folder', async () => {
    const lines = ['000000_0.jpg 000002_1.jpg', '000001_0.jpg 000000_1.jpg', '000002_0.jpg 000001_1.jpg'];
    await writeFile(join(folder, 'val_unpairs.txt'), lines.join('\n'));

    const { others, origin, warning } = await findOtherGarments(path, pairs);

    expect([others, origin, warning]).toEqual([[2, 0, 1], 'val_unpairs.txt', undefined]);
  });

  it('should exchange garments at random and say why when the list does not fit', async () => {
    await writeFile(join(path, 'test_pairs_unpaired.txt'), '000000_0.jpg 000009_1.jpg\n');

    const { others, warning } = await findOtherGarments(path, pairs);

    expect([...others].sort()).toEqual([0, 1, 2]);
    expect(warning).toMatch(/test_pairs_unpaired\.txt cannot be used.*000009_1/);
  });

  it('should pass over pairs of the same garment', async () => {
    const same = pairs.map((pair, i) => ({ ...pair, garmentId: i < 2 ? 'shirt' : 'blouse' }));

    const { others } = await findOtherGarments(path, same);

    expect(others.slice(0, 2)).toEqual([2, 2]);
    expect(others[2]).toBeLessThan(2);
  });
});
