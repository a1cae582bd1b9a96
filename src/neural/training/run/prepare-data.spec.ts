import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, type Mock, vi } from 'vitest';
import { dataDigest } from '../../datasets/checking/data-digest.js';
import { PreparedStore } from '../../datasets/loading/store/prepared-store.js';
import { openDataSet } from '../../datasets/open-data-set.js';
import { syntheticPairs } from '../../datasets/synthetic/synthetic-pair.js';
import { writeVitonLayout } from '../../datasets/synthetic/testing/write-viton-layout.js';
import { prepareData, type DataPreparation } from './prepare-data.js';
import { inTemporaryFolder } from './testing/temporary-folder.js';

const FRAME = { height: 32, width: 32 };

/** Preparation of a few drawn pairs, after `damage` was done to their files. */
async function preparation(
  folder: string,
  damage: (images: string) => Promise<void> = () => Promise.resolve(),
): Promise<DataPreparation & { tell: Mock<(line: string) => void> }> {
  await writeVitonLayout(folder, syntheticPairs(3, 1, { height: 64, width: 48 }));
  await damage(join(folder, 'train', 'image'));
  const dataSet = await openDataSet('viton', folder);
  const digest = await dataDigest(dataSet);
  return {
    dataSet,
    digest,
    frame: FRAME,
    skipBroken: false,
    cache: join(folder, 'cache'),
    tell: vi.fn<(line: string) => void>(),
  };
}

async function breakFirst(images: string): Promise<void> {
  const [first] = (await readdir(images)).sort();
  await writeFile(join(images, first ?? ''), 'no picture');
}

describe('prepareData', () => {
  it('should keep every pair in the size asked for and not do it again', () =>
    inTemporaryFolder(async (folder) => {
      const wanted = await preparation(folder);

      const first = await prepareData(wanted);
      const again = await prepareData({ ...wanted, tell: vi.fn() });

      const store = await PreparedStore.open(first);
      expect([store.length, store.height, store.width]).toEqual([3, 32, 32]);
      expect(store.ids).toEqual(wanted.dataSet.pairs.map(({ id }) => id));
      store.close();
      expect(again).toBe(first);
      expect(wanted.tell).toHaveBeenCalledExactlyOnceWith('preparing 3 pairs of viton at 32×32');
    }));

  it.each<[string, Partial<DataPreparation>]>([
    ['the content', { digest: 'other' }],
    ['the size', { frame: { height: 64, width: 32 } }],
    ['the masks', { maskGarment: (_rgb, width, height) => new Uint8Array(width * height).fill(255) }],
  ])('should prepare anew when %s is another', (_case, change) =>
    inTemporaryFolder(async (folder) => {
      const wanted = await preparation(folder);

      expect(await prepareData({ ...wanted, ...change })).not.toBe(await prepareData(wanted));
    }),
  );

  it('should name the pair that cannot be decoded and keep nothing', () =>
    inTemporaryFolder(async (folder) => {
      const wanted = await preparation(folder, breakFirst);

      await expect(prepareData(wanted)).rejects.toThrow(
        /^1 of 3 pairs of viton cannot be used:\n {2}.*_0\.jpg.*\n.*tryflow data check/,
      );
      expect(await readdir(wanted.cache)).toEqual([]);
    }));

  it('should leave it out and say so when that is wanted', () =>
    inTemporaryFolder(async (folder) => {
      const wanted = await preparation(folder, breakFirst);

      const store = await PreparedStore.open(await prepareData({ ...wanted, skipBroken: true }));

      expect(store.length).toBe(2);
      store.close();
      expect(wanted.tell).toHaveBeenLastCalledWith(
        expect.stringContaining('1 of 3 pairs of viton are left out'),
      );
    }));
});
