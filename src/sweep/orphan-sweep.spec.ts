import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BlobOwnerRegistry } from '../storage/blob-owner-registry.js';
import type { BlobKey } from '../storage/blob-store.js';
import { FileBlobStore } from '../storage/file-blob-store.js';
import { OrphanSweep } from './orphan-sweep.js';

const LONG_AGO = new Date('2020-01-01');
const LIMIT = new Date('2021-01-01');

describe('OrphanSweep', () => {
  let root: string;
  let store: FileBlobStore;
  let owners: BlobOwnerRegistry;
  let sweep: OrphanSweep;
  let used: Set<BlobKey>;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'tryflow-sweep-'));
    store = new FileBlobStore(root);
    owners = new BlobOwnerRegistry();
    sweep = new OrphanSweep(store, owners);
    used = new Set();
    owners.register({
      folder: 'things',
      inUse: (keys) => Promise.resolve(new Set(keys.filter((key) => used.has(key)))),
    });
  });

  afterEach(() => rm(root, { recursive: true }));

  async function putOld(folder: string, text: string): Promise<BlobKey> {
    const key = await store.put(folder, Buffer.from(text));
    await utimes(join(root, key), LONG_AGO, LONG_AGO);
    return key;
  }

  async function left(): Promise<BlobKey[]> {
    const keys: BlobKey[] = [];
    for await (const { key } of store.list('things')) keys.push(key);
    return keys.sort();
  }

  it('should remove old files that no row points to and nothing else', async () => {
    const kept = [await putOld('things/1', 'used'), await store.put('things/2', Buffer.from('young'))];
    used.add(kept[0] ?? '');
    await putOld('things/1', 'orphan');
    const foreign = await putOld('nobody/1', 'in a folder without an owner');

    const removed = await sweep.run(LIMIT);

    expect(removed).toBe(1);
    expect(await left()).toEqual(kept.sort());
    expect((await store.get(foreign)).toString()).toContain('without an owner');
  });

  it('should ask about many files in several goes', async () => {
    await mkdir(join(root, 'things/1'), { recursive: true });
    for (let i = 0; i < 1_001; i++) {
      const key = `things/1/${i.toString(16).padStart(64, '0')}`;
      await writeFile(join(root, key), '');
      await utimes(join(root, key), LONG_AGO, LONG_AGO);
      if (i % 7 === 0) used.add(key);
    }

    const removed = await sweep.run(LIMIT);

    expect(removed).toBe(1_001 - used.size);
    expect(await left()).toEqual([...used].sort());
  });

  it('should keep an old orphan that is stored again while its owner is asked', async () => {
    const key = await putOld('things/1', 'again');
    owners = new BlobOwnerRegistry();
    owners.register({
      folder: 'things',
      inUse: async () => {
        await store.put('things/1', Buffer.from('again'));
        return new Set();
      },
    });

    const removed = await new OrphanSweep(store, owners).run(LIMIT);

    expect(removed).toBe(0);
    expect(await left()).toEqual([key]);
  });

  it('should remove drafts that a killed process left behind', async () => {
    await store.put('things/1', Buffer.from('young'));
    const draft = join(root, 'things/1/.draft');
    await writeFile(draft, 'half');
    await utimes(draft, LONG_AGO, LONG_AGO);

    const removed = await sweep.run(LIMIT);

    expect(removed).toBe(1);
    expect(await readdir(join(root, 'things/1'))).toHaveLength(1);
  });
});
