import { describe, expect, it } from 'vitest';
import { zipBytes } from '../checkpoints/testing/zip-bytes.js';
import type { DataFile } from '../datasets/data-set.js';
import { readNpz } from './read-npz.js';

/** numpy.savez_compressed(flow=…) of float16 [2, 3, 2]. */
const COMPRESSED =
  'UEsDBBQAAAAIAAAAIQAfvpUjYAAAAJgAAAAIABQAZmxvdy5ucHkBABAAmAAAAAAAAABgAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loG6TZqSuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GkY6CsY6CkaaOgq1CuQBLgYGBgsGEwYbhj1AaMDA9L86xDRtnbE1AFBLAQIUAxQAAAAIAAAAIQAfvpUjYAAAAJgAAAAIAAAAAAAAAAAAAACAAQAAAABmbG93Lm5weVBLBQYAAAAAAQABADYAAACaAAAAAAA=';

/** numpy.savez(other=int64 [3], flow=float32 [2, 3] of 0…5). */
const STORED =
  'UEsDBBQAAAAAAAAAIQD3QBLqmAAAAJgAAAAJABQAb3RoZXIubnB5AQAQAJgAAAAAAAAAmAAAAAAAAACTTlVNUFkBAHYAeydkZXNjcic6ICc8aTgnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMywpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgCgAAAAAAAAAAAQAAAAAAAAACAAAAAAAAAFBLAwQUAAAAAAAAACEAT+kAKpgAAACYAAAACAAUAGZsb3cubnB5AQAQAJgAAAAAAAAAmAAAAAAAAACTTlVNUFkBAHYAeydkZXNjcic6ICc8ZjQnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMiwgMyksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgCgAAAAAAAIA/AAAAQAAAQEAAAIBAAACgQFBLAQIUAxQAAAAAAAAAIQD3QBLqmAAAAJgAAAAJAAAAAAAAAAAAAACAAQAAAABvdGhlci5ucHlQSwECFAMUAAAAAAAAACEAT+kAKpgAAACYAAAACAAAAAAAAAAAAAAAgAHTAAAAZmxvdy5ucHlQSwUGAAAAAAIAAgBtAAAApQEAAAAA';

const fileOf = (bytes: Uint8Array): DataFile => ({ path: 'a.npz', read: () => Promise.resolve(bytes) });

describe('readNpz', () => {
  it('should read 16-bit floats when NumPy compressed them', async () => {
    const { shape, data } = await readNpz(fileOf(Buffer.from(COMPRESSED, 'base64')), 'flow');

    expect(shape).toEqual([2, 3, 2]);
    expect([...data]).toEqual([
      ...[0, 0.5, 0.25, 1, -1, -1, 0.125],
      ...[2 ** -15, 65504, 0.3330078125, -0.0999755859375, 0.89990234375],
    ]);
  });

  it('should read one of several arrays when they are stored', async () => {
    const { shape, data } = await readNpz(fileOf(Buffer.from(STORED, 'base64')), 'flow');

    expect(shape).toEqual([2, 3]);
    expect([...data]).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it.each([
    [
      'is no archive',
      Buffer.from('not a zip file at all, but long enough to be looked at'),
      'flow',
      /a\.npz/,
    ],
    ['lacks the array', Buffer.from(STORED, 'base64'), 'depth', /no such array/],
    ['holds whole numbers', Buffer.from(STORED, 'base64'), 'other', /<i8/],
    ['holds no array', zipBytes([{ name: 'flow.npy', bytes: Buffer.from('nothing here') }]), 'flow', /NPY/],
  ])('should name the file when it %s', async (_, bytes, name, message) => {
    await expect(readNpz(fileOf(bytes), name)).rejects.toThrow(message);
  });
});
