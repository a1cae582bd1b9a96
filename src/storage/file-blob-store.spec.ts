import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BlobEntry, BlobNotFoundError, isBlobKey } from './blob-store.js';
import { FileBlobStore } from './file-blob-store.js';

describe('FileBlobStore', () => {
  let root: string;
  let store: FileBlobStore;
  const bytes = Buffer.from('a garment');

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'tryflow-blobs-'));
    store = new FileBlobStore(root);
  });
  afterEach(() => rm(root, { recursive: true }));

  it('should answer the bytes that were put', async () => {
    const key = await store.put('garments/one', bytes);

    expect(await store.get(key)).toEqual(bytes);
    expect(isBlobKey(key)).toBe(true);
  });

  it('should keep files private to the server when it stores them', async () => {
    const key = await store.put('persons/one', bytes);

    expect((await stat(join(root, key))).mode & 0o077).toBe(0);
  });

  it("should keep another owner's equal bytes when one owner is deleted", async () => {
    await store.put('persons/one', bytes);
    await store.put('persons/one', Buffer.from('other'));
    const kept = await store.put('persons/two', bytes);

    expect(await store.deleteFolder('persons/one')).toBe(2);
    expect(await store.get(kept)).toEqual(bytes);
    expect(await readdir(join(root, 'persons'))).toEqual(['two']);
  });

  it.each(['../../etc/passwd', '/etc/passwd', 'persons/one/../../x', 'persons/one/short', ''])(
    'should answer not found when the key is %j',
    async (key) => {
      await expect(store.get(key)).rejects.toThrow(BlobNotFoundError);
    },
  );

  it('should refuse a folder that leaves the store', async () => {
    await expect(store.put('../outside', bytes)).rejects.toThrow(TypeError);
  });

  it('should answer not found after deletion and accept a second deletion', async () => {
    const key = await store.put('persons/one', bytes);
    await store.delete(key);
    await store.delete(key);

    await expect(store.get(key)).rejects.toThrow(BlobNotFoundError);
  });

  it('should leave no empty folder behind when the last file of an owner is deleted', async () => {
    const keys = [
      await store.put('persons/one', bytes),
      await store.put('persons/one', Buffer.from('other')),
    ];
    await store.delete(keys[0] ?? '');
    expect(await readdir(join(root, 'persons'))).toEqual(['one']);

    await store.delete(keys[1] ?? '');
    expect(await readdir(join(root, 'persons'))).toEqual([]);
  });

  it('should remove drafts of a killed process but no stored file', async () => {
    const key = await store.put('persons/one', bytes);
    await writeFile(join(root, 'persons/one', '.draft'), 'half');

    expect(await store.removeDrafts(new Date(Date.now() + 1000))).toBe(1);
    expect(await store.get(key)).toEqual(bytes);
  });

  it('should list all files below a folder with their times', async () => {
    const keys = [await store.put('a/one', bytes), await store.put('a/two', bytes)];
    await store.put('b/one', bytes);

    const listed: BlobEntry[] = [];
    for await (const entry of store.list('a')) listed.push(entry);

    expect(listed.map(({ key }) => key).sort()).toEqual(keys.sort());
    expect(listed[0]?.modifiedAt.getTime()).toBeGreaterThan(Date.now() - 60_000);
  });
});
