import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { feedPictures } from './feed-pictures.js';

const FOLDER = resolve('feeds');

describe('feedPictures', () => {
  it('should name the files of usable lines when they lie in the folder', async () => {
    const feed = Buffer.from('sku,picture,name\nA, a.jpg ,x\nB,,x\nC,sub/c.png,x\nD,d.jpg,x\nE,..e.jpg,x\n');

    const pictures = await feedPictures('CSV', feed, FOLDER, new Set([5]));

    expect(pictures).toEqual([
      { line: 2, sku: 'A', name: 'a.jpg', path: resolve(FOLDER, 'a.jpg') },
      { line: 4, sku: 'C', name: 'sub/c.png', path: resolve(FOLDER, 'sub/c.png') },
      { line: 6, sku: 'E', name: '..e.jpg', path: resolve(FOLDER, '..e.jpg') },
    ]);
  });

  it.each(['../secret.jpg', '/etc/passwd', 'a/../../b', '..', '.'])(
    'should name no file when the feed says %s',
    async (picture) => {
      const feed = Buffer.from(JSON.stringify({ sku: 'A', picture }));

      expect(await feedPictures('JSONL', feed, FOLDER, new Set())).toEqual([
        { line: 1, sku: 'A', name: picture, path: undefined },
      ]);
    },
  );

  it('should end where the feed does when the rest cannot be read', async () => {
    const feed = Buffer.from('sku,picture\nA,a.jpg\nB,"b.jpg\n');

    expect(await feedPictures('CSV', feed, FOLDER, new Set())).toHaveLength(1);
  });
});
