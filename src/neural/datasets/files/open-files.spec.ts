import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tarBytes } from '../testing/tar-bytes.js';
import { openFiles } from './open-files.js';

describe('openFiles', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'files-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('should list a folder with its subfolders and links when given one', async () => {
    await mkdir(join(folder, 'set/image'), { recursive: true });
    await writeFile(join(folder, 'set/image/b.jpg'), 'b');
    await writeFile(join(folder, 'set/a.txt'), 'a');
    await writeFile(join(folder, 'set/.hidden'), '');
    await symlink(join(folder, 'set/image'), join(folder, 'set/cloth'));
    await symlink(join(folder, 'nowhere'), join(folder, 'set/broken.jpg'));
    const files = await openFiles(join(folder, 'set'));
    expect(files.paths).toEqual(['a.txt', 'broken.jpg', 'cloth/b.jpg', 'image/b.jpg']);
    expect(Buffer.from(await files.file('cloth/b.jpg').read()).toString()).toBe('b');
    await expect(files.file('broken.jpg').read()).rejects.toThrow(/broken\.jpg: the file is missing/);
    expect([files.has('a.txt'), files.has('image/c.jpg')]).toEqual([true, false]);
  });

  it('should read shards and the lists beside them as one when a folder holds tar files', async () => {
    await writeFile(join(folder, '0.tar'), tarBytes([{ name: 'image/a.jpg', content: Buffer.from('a') }]));
    await writeFile(join(folder, '1.tar'), tarBytes([{ name: 'image/b.jpg', content: Buffer.from('b') }]));
    await writeFile(join(folder, 'train_pairs.txt'), 'a.jpg b.jpg');
    const files = await openFiles(folder);
    expect(files.paths).toEqual(['image/a.jpg', 'image/b.jpg', 'train_pairs.txt']);
    expect(Buffer.from(await files.file('image/b.jpg').read()).toString()).toBe('b');
    expect(Buffer.from(await files.file('train_pairs.txt').read()).toString()).toBe('a.jpg b.jpg');
  });

  it('should say what a data set can be when given something else', async () => {
    await writeFile(join(folder, 'data.tar.gz'), '');
    await expect(openFiles(join(folder, 'data.tar.gz'))).rejects.toThrow(
      /a folder or a \.tar file \(not compressed\)/,
    );
    await expect(openFiles(join(folder, 'none'))).rejects.toThrow(/none: there is no such file or folder/);
  });
});
