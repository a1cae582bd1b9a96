import { mkdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CheckpointError } from './checkpoint-error.js';
import { readSafetensors } from './read-safetensors.js';
import type { CheckpointTensor, StateDictionary } from './state-dictionary.js';
import { refusalOf, TemporaryFolder } from './testing/temporary-folder.js';
import { writeSafetensors } from './write-safetensors.js';

const NETWORK: readonly [string, CheckpointTensor][] = [
  ['stem.weight', { dtype: 'float32', shape: [1, 2], bytes: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) }],
  ['10', { dtype: 'uint8', shape: [3], bytes: Uint8Array.of(9, 10, 11) }],
  ['9', { dtype: 'bool', shape: [], bytes: Uint8Array.of(1) }],
  ['__proto__', { dtype: 'int64', shape: [1], bytes: Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 12) }],
  ['half', { dtype: 'float16', shape: [0, 4], bytes: new Uint8Array(0) }],
];

describe('writeSafetensors', () => {
  let folder: TemporaryFolder;
  beforeAll(async () => {
    folder = await TemporaryFolder.make();
  });
  afterAll(() => folder.remove());

  it('should be read back as it was when written', async () => {
    const path = folder.fileOf('network.safetensors');

    await writeSafetensors(path, new Map(NETWORK), { licence: 'research "only"', __proto: 'x' });

    const { tensors, metadata } = await readSafetensors(path);
    expect(Object.fromEntries(tensors)).toEqual(Object.fromEntries(NETWORK));
    expect(tensors.size).toBe(NETWORK.length);
    expect(Object.fromEntries(metadata)).toEqual({ licence: 'research "only"', __proto: 'x' });
  });

  it('should write the sorted, padded header and the aligned data that the format describes', async () => {
    const path = folder.fileOf('golden.safetensors');
    const dictionary: StateDictionary = new Map([
      ['b', { dtype: 'uint8', shape: [1], bytes: Uint8Array.of(7) }],
      ['c', { dtype: 'float16', shape: [1], bytes: Uint8Array.of(8, 9) }],
      ['a', { dtype: 'uint8', shape: [2], bytes: Uint8Array.of(5, 6) }],
    ]);

    await writeSafetensors(path, dictionary, { z: '1', y: '2' });

    const header =
      '{"__metadata__":{"y":"2","z":"1"},' +
      '"a":{"dtype":"U8","shape":[2],"data_offsets":[2,4]},' +
      '"b":{"dtype":"U8","shape":[1],"data_offsets":[4,5]},' +
      '"c":{"dtype":"F16","shape":[1],"data_offsets":[0,2]}}';
    const written = await readFile(path);
    const headerLength = Number(written.readBigUInt64LE());
    expect(headerLength % 8).toBe(0);
    expect(written.toString('utf8', 8, 8 + headerLength)).toBe(header.padEnd(headerLength, ' '));
    expect([...written.subarray(8 + headerLength)]).toEqual([8, 9, 5, 6, 7]);
  });

  it('should write equal bytes when the order of the tensors differs', async () => {
    const first = folder.fileOf('first.safetensors');
    const second = folder.fileOf('second.safetensors');

    await writeSafetensors(first, new Map(NETWORK), { a: '1', b: '2' });
    await writeSafetensors(second, new Map([...NETWORK].reverse()), { b: '2', a: '1' });

    expect((await readFile(first)).equals(await readFile(second))).toBe(true);
  });

  it('should sort keys by their bytes, as other languages do', async () => {
    const path = folder.fileOf('sorted.safetensors');
    const empty: CheckpointTensor = { dtype: 'uint8', shape: [0], bytes: new Uint8Array(0) };

    await writeSafetensors(
      path,
      new Map(['\u{1f455}', '\uff21', 'a.b', 'a', 'B'].map((key) => [key, empty])),
    );

    expect([...(await readSafetensors(path)).tensors.keys()]).toEqual([
      'B',
      'a',
      'a.b',
      '\uff21',
      '\u{1f455}',
    ]);
  });

  it('should keep the old file and leave nothing behind when a tensor does not fit its shape', async () => {
    const path = folder.fileOf('kept.safetensors');
    await writeSafetensors(path, new Map(NETWORK));
    const before = await readFile(path);
    const wrong: CheckpointTensor = { dtype: 'float32', shape: [3], bytes: new Uint8Array(8) };

    const message = await refusalOf(writeSafetensors(path, new Map([...NETWORK, ['wrong', wrong]])));

    expect(message).toMatch(/"wrong" has 8 bytes where float32 \[3\] takes 12/);
    expect((await readFile(path)).equals(before)).toBe(true);
  });

  it('should leave no draft behind when the file cannot be put in its place', async () => {
    const occupied = folder.fileOf('occupied');
    await mkdir(occupied);

    await expect(writeSafetensors(occupied, new Map(NETWORK))).rejects.toThrow(CheckpointError);

    expect((await folder.list()).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('should refuse a tensor that is called as the metadata', async () => {
    const dictionary = new Map(NETWORK.map(([, tensor]) => ['__metadata__', tensor] as const));

    expect(await refusalOf(writeSafetensors(folder.fileOf('x'), dictionary))).toMatch(/__metadata__/);
  });
});
