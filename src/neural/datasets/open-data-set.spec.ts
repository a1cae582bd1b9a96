import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodePair } from './decode-pair.js';
import { openDataSet } from './open-data-set.js';
import { drawGrey, drawRgb, isTop } from './testing/draw-pictures.js';
import { tarBytes } from './testing/tar-bytes.js';

describe('openDataSet', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'data-set-'));
    const photo = await drawRgb((x, y) => (isTop(x, y) ? [200, 10, 60] : [240, 230, 220]));
    const mask = await drawGrey((x, y) => (isTop(x, y) ? 255 : 0));
    const labels = await drawGrey((x, y) => (isTop(x, y) ? 5 : 0));
    const first = [
      { name: 'train/image/1_0.jpg', content: photo },
      { name: 'train/cloth/1_1.jpg', content: photo },
    ];
    const second = [
      { name: 'train/cloth-mask/1_1.jpg', content: mask },
      { name: 'train/image-parse-new/1_0.png', content: labels },
    ];
    await writeFile(join(folder, '0.tar'), tarBytes(first));
    await writeFile(join(folder, '1.tar'), tarBytes(second));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('should give pairs that can be decoded when the layout lies in tar shards', async () => {
    const { name, pairs } = await openDataSet('viton', folder, 'train');
    const pair = await decodePair(pairs[0]!, { height: 32, width: 24 });
    expect([name, pairs.length, pair.id, pair.labels[16 * 24 + 12]]).toEqual(['viton train', 1, '1_0', 5]);
  });

  it('should say what the layout needs when the data have another', async () => {
    await expect(openDataSet('pf-afn', folder)).rejects.toThrow(
      /this layout needs train_img\/, train_color\//,
    );
    await expect(openDataSet('viton', join(folder, '1.tar'))).rejects.toThrow(
      /this layout needs image\/, cloth\//,
    );
  });
});
