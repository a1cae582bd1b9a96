import { mkdtemp, open, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataSetError } from '../../data-set.js';
import type { TrainingPair } from '../../training-pair.js';
import { patternPair, patternPairs } from '../testing/pattern-pair.js';
import { PreparedStore } from './prepared-store.js';

const SIZE = { height: 12, width: 8 };

describe('PreparedStore', () => {
  let root: string;
  let folder: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'tryflow-store-'));
    folder = join(root, 'prepared');
  });

  afterEach(() => rm(root, { recursive: true, force: true }));

  const write = (count = 3): Promise<unknown> =>
    PreparedStore.write(folder, { ...SIZE, hasOtherwise: false }, patternPairs(count));

  it('should answer the pairs that were written when it is opened', async () => {
    await write();

    const store = await PreparedStore.open(folder);

    expect(store.length).toBe(3);
    for (const i of [2, 0, 1]) expect(store.read(i)).toEqual(patternPair(i));
    expect(store.readGarment(1).garment).toEqual(patternPair(1).garment);
    expect(store.readGarment(1).garmentMask).toEqual(patternPair(1).garmentMask);
    store.close();
  });

  it('should keep body parts and the other picture when pairs have them', async () => {
    const parts = { bodyParts: new Uint8Array(96).fill(24), otherwise: new Uint8Array(288).fill(9) };

    await PreparedStore.write(
      folder,
      { ...SIZE, hasOtherwise: true, hasBodyParts: true },
      patternPairs(2, parts),
    );

    const store = await PreparedStore.open(folder);
    expect(store.read(1)).toEqual(patternPair(1, parts));
    store.close();
  });

  it('should have the same digest only when pairs are the same', async () => {
    const digest = async (name: string, changes: Partial<TrainingPair>): Promise<string> =>
      (
        await PreparedStore.write(
          join(root, name),
          { ...SIZE, hasOtherwise: false },
          patternPairs(2, changes),
        )
      ).digest;

    const first = await digest('a', {});

    expect(await digest('b', {})).toBe(first);
    expect(await digest('c', { garmentId: 'another' })).not.toBe(first);
    expect(await digest('d', { photo: new Uint8Array(288) })).not.toBe(first);
  });

  it('should leave nothing that opens when preparation fails', async () => {
    async function* broken(): AsyncGenerator<TrainingPair> {
      yield* patternPairs(2);
      throw new DataSetError('picture 3 is broken');
    }

    const writing = PreparedStore.write(folder, { ...SIZE, hasOtherwise: false }, broken());

    await expect(writing).rejects.toThrow('picture 3 is broken');
    expect(await readdir(root)).toEqual([]);
  });

  it.each([
    ['of another size', { height: 6 }, /it is 8×6/],
    ['with another picture', { otherwise: new Uint8Array(288) }, /another garment/],
    ['with body parts', { bodyParts: new Uint8Array(96).fill(3) }, /hasBodyParts/],
    ['with a plane cut off', { labels: new Uint8Array(95) }, /labels has 95 values in place of 96/],
  ])('should refuse pairs when they are %s', async (_, changes, reason) => {
    const writing = PreparedStore.write(folder, { ...SIZE, hasOtherwise: false }, patternPairs(1, changes));

    await expect(writing).rejects.toThrow(DataSetError);
    await expect(writing).rejects.toThrow(reason);
  });

  it('should refuse to write when the folder exists or nothing is to be written', async () => {
    await expect(write(0)).rejects.toThrow(/no pairs/);
    await write();

    await expect(write()).rejects.toThrow(/exists; remove it/);
  });

  it.each([
    ['the records are cut off', () => truncate(join(folder, 'records.bin'), 1000), /has 1000 bytes, not/],
    ['the records are missing', () => rm(join(folder, 'records.bin')), /records.bin is missing/],
    ['the index is missing', () => rm(join(folder, 'index.json')), /holds no prepared pairs/],
    ['the index is not JSON', () => writeFile(join(folder, 'index.json'), '{'), /is not JSON/],
    ['the index is foreign', () => writeFile(join(folder, 'index.json'), '{"a":1}'), /not the index/],
    ['the version is another', () => change({ version: 2 }), /of version 2, not 1/],
    ['the size is none', () => change({ width: 0 }), /names no size/],
    ['garments are missing', () => change({ garmentIds: ['one'] }), /3 pairs and 1 garments/],
  ])('should say so when %s', async (_, damage, reason) => {
    await write();
    await damage();

    const opening = PreparedStore.open(folder);

    await expect(opening).rejects.toThrow(DataSetError);
    await expect(opening).rejects.toThrow(reason);
  });

  it('should find a changed byte when it is verified', async () => {
    await write();
    const store = await PreparedStore.open(folder);
    await store.verify();

    const file = await open(join(folder, 'records.bin'), 'r+');
    await file.write(Buffer.of(store.read(0).photo[5]! ^ 1), 0, 1, 5);
    await file.close();

    await expect(store.verify()).rejects.toThrow(/was changed/);
    store.close();
  });

  it('should name the pair when the file is cut off while it is read', async () => {
    await write();
    const store = await PreparedStore.open(folder);
    await truncate(join(folder, 'records.bin'), 1000);

    expect(() => store.read(2)).toThrow(/ends within pair 2/);
    expect(() => store.read(3)).toThrow(RangeError);
    store.close();
  });

  async function change(values: object): Promise<void> {
    const path = join(folder, 'index.json');
    const index = JSON.parse(await readFile(path, 'utf8')) as object;
    await writeFile(path, JSON.stringify({ ...index, ...values }));
  }
});
