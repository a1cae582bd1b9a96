import { readFile, truncate } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CheckpointError } from './checkpoint-error.js';
import { readPth } from './read-pth.js';
import { legacyHead, legacyKeys, legacyStorage } from './testing/legacy-bytes.js';
import {
  dictionaryCode,
  globalCode,
  pickleBytes,
  tensorCode,
  textCode,
  tupleCode,
} from './testing/pickle-bytes.js';
import { refusalOf, TemporaryFolder } from './testing/temporary-folder.js';
import { zipBytes, type ZipRecord } from './testing/zip-bytes.js';

const FIXTURES = fileURLToPath(new URL('./testing/fixtures/', import.meta.url));
const SMALL_FIXTURES = ['parameter.zip.pth', 'parameter.legacy.pth'];
const RUN_COMMAND = `${globalCode('os', 'system')}${tupleCode(textCode('true'))}R`;

function archive(pickle: Uint8Array, ...storages: ZipRecord[]): Uint8Array {
  return zipBytes([{ name: 'archive/data.pkl', bytes: pickle }, ...storages]);
}

function weightPickle(tensor: Partial<Parameters<typeof tensorCode>[0]>): Uint8Array {
  return pickleBytes(
    dictionaryCode({ weight: tensorCode({ elements: 4, shape: [4], strides: [1], ...tensor }) }),
  );
}

const STORAGE: ZipRecord = { name: 'archive/data/0', bytes: new Uint8Array(16) };

describe('readPth of hostile files', () => {
  let folder: TemporaryFolder;
  beforeAll(async () => {
    folder = await TemporaryFolder.make();
  });
  afterAll(() => folder.remove());

  it.each<[string, Uint8Array, RegExp]>([
    ['a zip file whose pickle calls os.system', archive(pickleBytes(RUN_COMMAND)), /"os\.system"/],
    [
      'a legacy file whose object calls os.system',
      Buffer.concat([legacyHead(), pickleBytes(RUN_COMMAND)]),
      /"os\.system"/,
    ],
    [
      'a legacy file that calls os.system in place of the magic number',
      pickleBytes(RUN_COMMAND),
      /"os\.system"/,
    ],
    [
      'a call hidden beside the tensors',
      archive(pickleBytes(dictionaryCode({ w: RUN_COMMAND }))),
      /"os\.system"/,
    ],
    [
      'a whole pickled module',
      archive(pickleBytes(globalCode('torch.nn.modules.conv', 'Conv2d'))),
      /state_dict\(\)/,
    ],

    [
      'a view past its storage',
      archive(weightPickle({ offset: 1 }), STORAGE),
      /"weight" reaches element 5 of a storage of 4/,
    ],
    ['a negative offset', archive(weightPickle({ offset: -1 }), STORAGE), /offset of a tensor is "-1"/],
    [
      'a negative dimension',
      archive(weightPickle({ shape: [-4] }), STORAGE),
      /dimension of a tensor is "-4"/,
    ],
    ['a negative stride', archive(weightPickle({ strides: [-1] }), STORAGE), /stride of a tensor is "-1"/],
    [
      'a stride that overflows',
      archive(weightPickle({ strides: [2n ** 62n] }), STORAGE),
      /stride of a tensor/,
    ],
    [
      'a dimension of 2⁵² with stride 0',
      archive(weightPickle({ shape: [2 ** 52], strides: [0] }), STORAGE),
      /repeats its storage/,
    ],
    [
      'a view that repeats 4 numbers 10⁹ times',
      archive(weightPickle({ shape: [1e9, 4], strides: [0, 1] }), STORAGE),
      /repeats its storage/,
    ],
    [
      'dimensions whose product overflows',
      archive(weightPickle({ shape: [2 ** 40, 2 ** 40], strides: [0, 0] }), STORAGE),
      /more elements/,
    ],
    [
      'more strides than dimensions',
      archive(weightPickle({ strides: [1, 1] }), STORAGE),
      /1 dimensions but 2 strides/,
    ],
    [
      'a hundred thousand dimensions',
      archive(weightPickle({ shape: Array<number>(1e5).fill(1), strides: [] }), STORAGE),
      /at most 64/,
    ],

    [
      'a storage that claims 10 GB',
      archive(weightPickle({ elements: 2.5e9, shape: [2.5e9] }), STORAGE),
      /has 16 bytes where data\.pkl says 10000000000/,
    ],
    [
      'a storage that claims 2⁶² elements',
      archive(weightPickle({ elements: 2n ** 62n }), STORAGE),
      /size of storage "0"/,
    ],
    [
      'a storage of a negative size',
      archive(weightPickle({ elements: -4 }), STORAGE),
      /size of storage "0" is "-4"/,
    ],
    [
      'a storage of another size',
      archive(weightPickle({ elements: 5 }), STORAGE),
      /has 16 bytes where data\.pkl says 20/,
    ],
    ['a storage that is missing', archive(weightPickle({ key: '../../etc/passwd' }), STORAGE), /is missing/],
    [
      'a storage of another type at its second use',
      archive(
        pickleBytes(
          dictionaryCode({
            a: tensorCode({ elements: 4, shape: [4], strides: [1] }),
            b: tensorCode({ type: 'IntStorage', elements: 4, shape: [4], strides: [1] }),
          }),
        ),
        STORAGE,
      ),
      /described in two ways/,
    ],
    [
      'a storage type that is not plain',
      archive(weightPickle({ type: 'QInt8Storage' }), STORAGE),
      /"torch\.QInt8Storage"/,
    ],

    [
      'two records of one name',
      archive(weightPickle({}), STORAGE, STORAGE),
      /two records "archive\/data\/0"/,
    ],
    [
      'two pickles',
      zipBytes([
        { name: 'a/data.pkl', bytes: weightPickle({}) },
        { name: 'b/data.pkl', bytes: weightPickle({}) },
      ]),
      /2 records NAME\/data\.pkl/,
    ],
    ['no pickle', zipBytes([STORAGE]), /0 records NAME\/data\.pkl/],
    ['no record at all', zipBytes([{ name: 'x', bytes: new Uint8Array(0) }]), /0 records/],
    [
      'a record that claims 4 GB',
      archive(weightPickle({}), { ...STORAGE, claims: { size: 0xfffffff0 } }),
      /claim more bytes than the file/,
    ],
    [
      'records that overlap',
      archive(
        weightPickle({}),
        ...Array.from({ length: 99 }, (_, index): ZipRecord => ({
          name: `archive/data/${index}`,
          bytes: new Uint8Array(0),
          claims: { size: 400, header: 0 },
        })),
      ),
      /claim more bytes than the file/,
    ],
    [
      'a record with its data past the end',
      archive(weightPickle({}), { ...STORAGE, claims: { header: 0x7fffffff } }),
      /archive is damaged/,
    ],
    [
      'a compressed record',
      archive(weightPickle({}), { ...STORAGE, claims: { method: 8 } }),
      /compressed or encrypted/,
    ],
    [
      'a record with a wrong checksum',
      archive(weightPickle({}), { ...STORAGE, claims: { crc32: 1 } }),
      /does not match its checksum/,
    ],
    [
      'a record that leaves its folder',
      archive(weightPickle({}), { ...STORAGE, name: '../data/0' }),
      /archive is damaged/,
    ],
    [
      'a TorchScript program',
      archive(weightPickle({}), { name: 'archive/constants.pkl', bytes: new Uint8Array(1) }),
      /TorchScript/,
    ],
    [
      'a byte order that is none',
      archive(weightPickle({}), { name: 'archive/byteorder', bytes: Buffer.from('middle') }),
      /"middle"/,
    ],

    ['a pickle that is none of torch.save', pickleBytes(dictionaryCode({ a: 'N' })), /not of torch\.save/],
    ['an older tar archive', Buffer.alloc(512).fill('ustar', 257, 262), /before 0\.1\.10/],
    ['a picture', Buffer.from('\x89PNG\r\n', 'latin1'), /no PyTorch checkpoint/],
    ['an empty file', new Uint8Array(0), /no PyTorch checkpoint/],
  ])('should refuse %s', async (_what, bytes, message) => {
    const path = await folder.write('hostile.pth', bytes);

    expect(await refusalOf(readPth(path))).toMatch(message);
  });

  it.each<[string, Uint8Array[], RegExp]>([
    [
      'claims 10 GB',
      [weightPickle({ elements: 2.5e9 }), legacyKeys('0'), legacyStorage(2_500_000_000n, STORAGE.bytes)],
      /ends at byte 1000000\d+ of a file/,
    ],
    [
      'claims more elements than the tensors',
      [weightPickle({}), legacyKeys('0'), legacyStorage(2n ** 62n, STORAGE.bytes)],
      /4611686018427387904 elements where/,
    ],
    [
      'claims a negative number of elements',
      [weightPickle({}), legacyKeys('0'), legacyStorage(-4n, STORAGE.bytes)],
      /-4 elements where/,
    ],
    [
      'is listed twice',
      [
        weightPickle({}),
        legacyKeys('0', '0'),
        legacyStorage(4n, STORAGE.bytes),
        legacyStorage(4n, STORAGE.bytes),
      ],
      /listed twice/,
    ],
    [
      'is listed without a tensor',
      [weightPickle({}), legacyKeys('1'), legacyStorage(4n, STORAGE.bytes)],
      /no tensor uses it/,
    ],
    ['is not listed', [weightPickle({}), legacyKeys()], /storage "0" is missing/],
    ['is listed by a number', [weightPickle({}), pickleBytes('](K\x00e')], /no list of texts/],
  ])('should refuse a legacy file when a storage %s', async (_what, parts, message) => {
    const path = await folder.write('hostile.pth', Buffer.concat([legacyHead(), ...parts]));

    expect(await refusalOf(readPth(path))).toMatch(message);
  });

  it.each([
    ['the directory at byte 2⁶⁴ − 1', 2n ** 64n - 1n, 0n],
    ['the records at byte 2⁶³', undefined, 2n ** 63n],
    ['the records at byte 2⁵³ − 1', undefined, 2n ** 53n - 1n],
  ])('should refuse a 64-bit zip file that puts %s', async (_what, directory, records) => {
    const body = archive(weightPickle({}), STORAGE);
    const ending = zip64Ending(directory ?? BigInt(body.length), records);

    const path = await folder.write('hostile.pth', Buffer.concat([body, ending]));

    expect(await refusalOf(readPth(path))).toMatch(/zip archive is damaged/);
  });

  it.each(SMALL_FIXTURES)('should refuse %s when it is cut anywhere', async (name) => {
    const whole = await readFile(`${FIXTURES}${name}`);
    const path = await folder.write('cut.pth', whole);

    for (let length = whole.length - 1; length >= 0; length--) {
      await truncate(path, length);
      await refusalOf(readPth(path));
    }
  });

  it.each(SMALL_FIXTURES)('should read tensors or refuse when a byte of %s is changed', async (name) => {
    const whole = await readFile(`${FIXTURES}${name}`);
    let refused = 0;

    for (let index = 0; index < whole.length; index += 3) {
      const changed = Buffer.from(whole);
      changed[index] = (changed[index] ?? 0) ^ 0xff;
      const outcome = await readPth(await folder.write('changed.pth', changed)).catch(
        (error: unknown) => error,
      );
      if (outcome instanceof Map) continue;
      expect(outcome).toBeInstanceOf(CheckpointError);
      expect((outcome as CheckpointError).cause).toBeInstanceOf(CheckpointError);
      refused++;
    }

    expect(refused).toBeGreaterThan(whole.length / 12);
  });
});

/** The 64-bit end record, its locator and an end record that points to them. */
function zip64Ending(directoryEnd: bigint, records: bigint): Uint8Array {
  const ending = Buffer.alloc(56 + 20 + 22);
  ending.writeUInt32LE(0x06064b50, 0);
  ending.writeBigUInt64LE(44n, 4);
  ending.writeBigUInt64LE(2n, 24);
  ending.writeBigUInt64LE(2n, 32);
  ending.writeBigUInt64LE(records, 48);
  ending.writeUInt32LE(0x07064b50, 56);
  ending.writeBigUInt64LE(directoryEnd, 64);
  ending.writeUInt32LE(1, 72);
  ending.writeUInt32LE(0x06054b50, 76);
  ending.fill(0xff, 80, 96);
  return ending;
}
