import { describe, expect, it } from 'vitest';
import type { DataSet } from '../data-set.js';
import { findVitonPairs } from '../layouts/viton.js';
import { memoryFiles } from '../testing/memory-files.js';
import { dataDigest } from './data-digest.js';

async function dataSetAt(root: string, contents: Readonly<Record<string, string>>): Promise<DataSet> {
  const files = memoryFiles(
    Object.fromEntries(Object.entries(contents).map(([path, text]) => [root + path, text])),
  );
  return { name: root, pairs: await findVitonPairs(files) };
}

const contents = {
  'image/1_0.jpg': 'a',
  'cloth/1_1.jpg': 'b',
  'image-parse-new/1_0.png': 'c',
  'image/2_0.jpg': 'd',
  'cloth/2_1.jpg': 'e',
  'image-parse-new/2_0.png': 'f',
};

describe('dataDigest', () => {
  it('should be equal when the same data lie elsewhere or in another order', async () => {
    const here = await dataSetAt('here/', contents);
    const there = await dataSetAt('over/there/', contents);
    const digest = await dataDigest(here);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(await dataDigest({ ...there, pairs: [...there.pairs].reverse() })).toBe(digest);
  });

  it.each([
    ['a file differs', { ...contents, 'image-parse-new/2_0.png': 'g' }],
    ['two files change places', { ...contents, 'image/1_0.jpg': 'd', 'image/2_0.jpg': 'a' }],
    ['a part is added', { ...contents, 'pose/1_0_keypoints.json': '' }],
  ])('should differ when %s', async (_, changed) => {
    const digests = [contents, changed].map(async (files) => dataDigest(await dataSetAt('', files)));
    const [before, after] = await Promise.all(digests);
    expect(after).not.toBe(before);
  });

  it('should name the file when one is missing', async () => {
    const { 'image-parse-new/2_0.png': _, ...others } = contents;
    await expect(dataDigest(await dataSetAt('', others))).rejects.toThrow(
      /image-parse-new\/2_0\.png: the file is missing/,
    );
  });
});
