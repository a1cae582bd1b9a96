import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataSetError } from '../data-set.js';
import { longName, paxHeader, tarBytes, type TarEntry } from '../testing/tar-bytes.js';
import { openTars } from './tar-source.js';

describe('openTars', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tars-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function write(name: string, bytes: Uint8Array): Promise<string> {
    await writeFile(join(folder, name), bytes);
    return join(folder, name);
  }
  async function textsIn(entries: readonly TarEntry[]): Promise<Record<string, string>> {
    const tar = await openTars('shards', [await write('one.tar', tarBytes(entries))]);
    const texts = tar.paths.map(
      async (path) => [path, Buffer.from(await tar.file(path).read()).toString()] as const,
    );
    return Object.fromEntries(await Promise.all(texts));
  }

  it('should read any file by itself when others lie before and after it', async () => {
    const large = Buffer.alloc(700_000, 'x');
    const entries = [
      { name: 'train/', type: '5' },
      { name: 'train/a.txt', content: Buffer.from('first') },
      { name: 'train/large', content: large },
      { name: './b.txt', content: Buffer.from('second') },
      { name: 'empty' },
    ];
    expect(await textsIn(entries)).toEqual({
      'train/a.txt': 'first',
      'train/large': large.toString(),
      'b.txt': 'second',
      empty: '',
    });
  });

  it.each<[string, readonly TarEntry[], string]>([
    ['a prefix', [{ name: 'name', prefix: 'deep/folder' }], 'deep/folder/name'],
    ['a GNU long name', [longName(`${'d/'.repeat(80)}n`), { name: 'cut' }], `${'d/'.repeat(80)}n`],
    ['a pax path', [paxHeader({ mtime: '1.5', path: 'köper=1/ö.png' }), { name: 'cut' }], 'köper=1/ö.png'],
  ])('should know a file by its whole name when the archive uses %s', async (_, entries, name) => {
    expect(Object.keys(await textsIn([...entries, { name: 'next' }]))).toEqual([name, 'next'].sort());
  });

  it('should read the target when a member is a hard link', async () => {
    const entries = [
      { name: 'a', content: Buffer.from('shared') },
      { name: 'b', type: '1', link: 'a' },
    ];
    expect(await textsIn(entries)).toEqual({ a: 'shared', b: 'shared' });
  });

  it('should read shards as one when there are several', async () => {
    const shards = [
      await write('0.tar', tarBytes([{ name: 'a', content: Buffer.from('old') }])),
      await write('1.tar', tarBytes([{ name: 'a', content: Buffer.from('new') }, { name: 'b' }])),
    ];
    const tar = await openTars('shards', shards);
    expect(tar.paths).toEqual(['a', 'b']);
    expect(Buffer.from(await tar.file('a').read()).toString()).toBe('new');
    await expect(tar.file('c').read()).rejects.toThrow(/file c is missing/);
  });

  it.each([
    ['compressed', Buffer.alloc(2048, 0x1f), /no tar header at byte 0/],
    [
      'cut off',
      tarBytes([{ name: 'a/b.jpg', content: Buffer.alloc(5000) }]).subarray(0, 2048),
      /ends within a\/b\.jpg/,
    ],
  ])('should say so when an archive is %s', async (name, bytes, message) => {
    const opening = openTars('shards', [await write(`${name}.tar`, bytes)]);
    await expect(opening).rejects.toThrow(DataSetError);
    await expect(opening).rejects.toThrow(message);
  });

  it('should name the archive when it does not exist', async () => {
    await expect(openTars('shards', [join(folder, 'none.tar')])).rejects.toThrow(
      /none\.tar: the archive cannot be opened/,
    );
  });
});
