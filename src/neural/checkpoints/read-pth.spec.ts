import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPth } from './read-pth.js';
import { toFloat32 } from './to-float32.js';
import { legacyHead, legacyKeys, legacyStorage } from './testing/legacy-bytes.js';
import { dictionaryCode, pickleBytes, tensorCode, textCode } from './testing/pickle-bytes.js';
import { refusalOf, TemporaryFolder } from './testing/temporary-folder.js';
import { zipBytes, type ZipRecord } from './testing/zip-bytes.js';

interface ExpectedTensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

const FIXTURES = fileURLToPath(new URL('./testing/fixtures/', import.meta.url));
const expectedContents = JSON.parse(readFileSync(`${FIXTURES}expected.json`, 'utf8')) as Record<
  string,
  Record<string, ExpectedTensor>
>;

describe('readPth', () => {
  let folder: TemporaryFolder;
  beforeAll(async () => {
    folder = await TemporaryFolder.make();
  });
  afterAll(() => folder.remove());

  it.each(Object.keys(expectedContents))('should read what PyTorch wrote to %s', async (name) => {
    const dictionary = await readPth(`${FIXTURES}${name}`);

    const read = [...dictionary].map(([key, tensor]) => [
      key,
      { dtype: tensor.dtype, shape: tensor.shape, values: [...toFloat32(tensor)] },
    ]);
    const expected = Object.entries(expectedContents[name] ?? {}).map(([key, { dtype, shape, values }]) => [
      key,
      { dtype, shape, values: values.map(Math.fround) },
    ]);
    expect(read).toEqual(expected);
  });

  it('should keep integers exact in the bytes', async () => {
    const scalar = (await readPth(`${FIXTURES}types.zip.pth`)).get('scalar');

    expect(Buffer.from(scalar?.bytes ?? []).readBigInt64LE()).toBe(123456789012n);
  });

  it('should share memory when tensors are saved in one storage', async () => {
    const dictionary = await readPth(`${FIXTURES}views.zip.pth`);

    expect(dictionary.get('rows')?.bytes.buffer).toBe(dictionary.get('base')?.bytes.buffer);
    expect(dictionary.get('transposed')?.bytes.buffer).not.toBe(dictionary.get('base')?.bytes.buffer);
  });

  it('should swap bytes when the file was written on a big-endian machine', async () => {
    const storage = Buffer.alloc(8);
    storage.writeFloatBE(1.5, 0);
    storage.writeFloatBE(-2, 4);
    const pickle = pickleBytes(dictionaryCode({ w: tensorCode({ elements: 2, shape: [2], strides: [1] }) }));
    const path = await folder.write(
      'big-endian.pth',
      zipBytes([
        { name: 'archive/data.pkl', bytes: pickle },
        { name: 'archive/byteorder', bytes: Buffer.from('big') },
        { name: 'archive/data/0', bytes: storage },
      ]),
    );

    const tensor = (await readPth(path)).get('w');

    expect(tensor && [...toFloat32(tensor)]).toEqual([1.5, -2]);
  });

  it('should read a legacy file when it is big-endian and its tensor lies in a part of a storage', async () => {
    const storage = Buffer.alloc(12);
    [1, 2.5, -4].forEach((value, index) => storage.writeFloatBE(value, 4 * index));
    const tensor = tensorCode({ elements: 3, part: [1, 2], shape: [2], strides: [1] });
    const path = await folder.write(
      'earliest.pth',
      Buffer.concat([
        legacyHead({ littleEndian: false }),
        pickleBytes(dictionaryCode({ w: tensor })),
        legacyKeys('0'),
        legacyStorage(3n, storage),
      ]),
    );

    const read = (await readPth(path)).get('w');

    expect(read && [...toFloat32(read)]).toEqual([2.5, -4]);
  });

  it('should read an empty tensor when its other dimensions and strides are absurd', async () => {
    const tensor = tensorCode({ elements: 0, shape: [2 ** 50, 0, 5], strides: [9, 9, 9] });
    const path = await writePickle(folder, dictionaryCode({ w: tensor }), {
      name: 'archive/data/0',
      bytes: new Uint8Array(0),
    });

    expect((await readPth(path)).get('w')?.bytes).toHaveLength(0);
  });

  it('should read a legacy file when its pickle is longer than the first piece read', async () => {
    const keys = Array.from({ length: 4000 }, (_, index) => `${'layer.'.repeat(10)}${index}`);
    const tensor = tensorCode({ elements: 1, shape: [], strides: [] });
    const path = await folder.write(
      'long.pth',
      Buffer.concat([
        legacyHead(),
        pickleBytes(dictionaryCode(Object.fromEntries(keys.map((key) => [key, tensor])))),
        legacyKeys('0'),
        legacyStorage(1n, new Uint8Array(Float32Array.of(8).buffer)),
      ]),
    );

    expect([...(await readPth(path)).keys()]).toEqual(keys);
  });

  it('should read no storage but those of the state dictionary', async () => {
    const weights = dictionaryCode({ w: tensorCode({ elements: 1, shape: [1], strides: [1] }) });
    const optimiser = tensorCode({ key: 'absent', elements: 10 ** 9, shape: [10 ** 9], strides: [1] });
    const path = await folder.write(
      'training.pth',
      zipBytes([
        { name: 'archive/data.pkl', bytes: pickleBytes(dictionaryCode({ optimiser, state_dict: weights })) },
        { name: 'archive/data/0', bytes: new Uint8Array(4) },
      ]),
    );

    expect([...(await readPth(path)).keys()]).toEqual(['w']);
  });

  it('should refuse two nested state dictionaries when it cannot know which is meant', async () => {
    const path = await writePickle(folder, dictionaryCode({ state_dict: '}', model: '}' }));

    expect(await refusalOf(readPth(path))).toMatch(/both state_dict and model/);
  });

  it.each([
    [
      'an entry is no tensor',
      dictionaryCode({ epoch: 'K\x03' }),
      /"epoch" of the state dictionary is a number/,
    ],
    ['a list is saved', ']', /holds a list where a state dictionary is expected/],
    ['text is saved', textCode('weights'), /holds a string/],
  ])('should say what it found when %s', async (_when, code, message) => {
    expect(await refusalOf(readPth(await writePickle(folder, code)))).toMatch(message);
  });

  it('should say which file when it is missing or a folder', async () => {
    await expect(readPth(folder.fileOf('absent.pth'))).rejects.toThrow(/absent\.pth: ENOENT/);
    await expect(readPth(FIXTURES)).rejects.toThrow(/fixtures\/.*not a regular file/);
    expect(existsSync(folder.fileOf('absent.pth'))).toBe(false);
  });
});

function writePickle(folder: TemporaryFolder, code: string, ...storages: ZipRecord[]): Promise<string> {
  const pickle = { name: 'archive/data.pkl', bytes: pickleBytes(code) };
  return folder.write('saved.pth', zipBytes([pickle, ...storages]));
}
