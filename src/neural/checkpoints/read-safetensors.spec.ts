import { truncate } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSafetensors } from './read-safetensors.js';
import { safetensorsBytes } from './testing/safetensors-bytes.js';
import { refusalOf, TemporaryFolder } from './testing/temporary-folder.js';
import { toFloat32 } from './to-float32.js';

const TWO_FLOATS = new Uint8Array(Float32Array.of(1.5, -2).buffer);

function entry(dtype: string, shape: string, offsets: string): string {
  return `{"dtype":"${dtype}","shape":${shape},"data_offsets":${offsets}}`;
}

describe('readSafetensors', () => {
  let folder: TemporaryFolder;
  beforeAll(async () => {
    folder = await TemporaryFolder.make();
  });
  afterAll(() => folder.remove());

  it('should read tensors and metadata, whatever the white space and the order', async () => {
    const header =
      '{ "b\\u00e4r" : {"shape":[], "data_offsets":[8, 8] , "dtype":"U8"}\n,' +
      `"__metadata__":{"format":"pt","note":""},"a":${entry('F32', '[2,1]', '[0,8]')}}   `;
    const emptyIsNoScalar = header.replace('"shape":[],', '"shape":[0,3],');
    const path = await folder.write('good.safetensors', safetensorsBytes(emptyIsNoScalar, TWO_FLOATS));

    const { tensors, metadata } = await readSafetensors(path);

    expect([...tensors.keys()]).toEqual(['bär', 'a']);
    expect(tensors.get('bär')).toEqual({ dtype: 'uint8', shape: [0, 3], bytes: new Uint8Array(0) });
    const a = tensors.get('a');
    expect(a?.shape).toEqual([2, 1]);
    expect(a && [...toFloat32(a)]).toEqual([1.5, -2]);
    expect([...metadata]).toEqual([
      ['format', 'pt'],
      ['note', ''],
    ]);
  });

  it('should read a file without tensors', async () => {
    const path = await folder.write('none.safetensors', safetensorsBytes('{}', new Uint8Array(0)));

    expect((await readSafetensors(path)).tensors.size).toBe(0);
  });

  it.each<[string, string, RegExp]>([
    [
      'tensors overlap',
      `{"a":${entry('U8', '[5]', '[0,5]')},"b":${entry('U8', '[4]', '[4,8]')}}`,
      /overlap or leave a hole/,
    ],
    [
      'tensors leave a hole',
      `{"a":${entry('U8', '[3]', '[0,3]')},"b":${entry('U8', '[4]', '[4,8]')}}`,
      /overlap or leave a hole/,
    ],
    ['the first tensor starts late', `{"a":${entry('U8', '[7]', '[1,8]')}}`, /overlap or leave a hole/],
    [
      'two tensors are the same bytes',
      `{"a":${entry('F32', '[2]', '[0,8]')},"b":${entry('F32', '[2]', '[0,8]')}}`,
      /overlap/,
    ],
    ['data is left over', `{"a":${entry('U8', '[7]', '[0,7]')}}`, /take 7 bytes but 8 follow/],
    ['a tensor leaves the file', `{"a":${entry('U8', '[9]', '[0,9]')}}`, /take 9 bytes but 8 follow/],
    ['a tensor claims 10 GB', `{"a":${entry('F32', '[2500000000]', '[0,10000000000]')}}`, /but 8 follow/],
    ['the shape does not fit the bytes', `{"a":${entry('F32', '[3]', '[0,8]')}}`, /F32 \[3\] takes 12/],
    ['the offsets run backwards', `{"a":${entry('U8', '[8]', '[8,0]')}}`, /takes 8/],
    ['the shape overflows', `{"a":${entry('U8', '[9007199254740991,9]', '[0,8]')}}`, /more elements/],
    ['a dimension is past 2⁵³', `{"a":${entry('U8', '[9007199254740993]', '[0,8]')}}`, /below 2⁵³/],
    ['a dimension has twenty digits', `{"a":${entry('U8', '[18446744073709551616]', '[0,8]')}}`, /expected/],
    ['a dimension is negative', `{"a":${entry('U8', '[-8]', '[0,8]')}}`, /integer ≥ 0/],
    ['a dimension is a fraction', `{"a":${entry('U8', '[8.0]', '[0,8]')}}`, /is expected/],
    ['there are 65 dimensions', `{"a":${entry('U8', `[${'1,'.repeat(64)}8]`, '[0,8]')}}`, /at most 64/],
    ['there are three offsets', `{"a":${entry('U8', '[8]', '[0,8,8]')}}`, /at most 2/],
    ['there is one offset', `{"a":${entry('U8', '[8]', '[8]')}}`, /lacks/],
    [
      'a tensor is there twice',
      `{"a":${entry('U8', '[8]', '[0,8]')},"\\u0061":${entry('U8', '[0]', '[8,8]')}}`,
      /"a" twice/,
    ],
    [
      'a field is there twice',
      '{"a":{"dtype":"U8","dtype":"U8","shape":[8],"data_offsets":[0,8]}}',
      /"dtype" twice/,
    ],
    [
      'a field is unknown',
      '{"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8],"x":1}}',
      /unknown field "x"/,
    ],
    ['a field is missing', '{"a":{"dtype":"U8","data_offsets":[0,8]}}', /lacks/],
    ['a type is unknown', `{"a":${entry('F8_E4M3', '[8]', '[0,8]')}}`, /"F8_E4M3"; F32, F64/],
    ['the type is no text', '{"a":{"dtype":1,"shape":[8],"data_offsets":[0,8]}}', /is expected/],
    ['the metadata is no text', '{"__metadata__":{"a":1}}', /is expected/],
    ['it nests without end', `{"a":${'['.repeat(100_000)}`, /is expected/],
    ['it ends early', `{"a":${entry('U8', '[8]', '[0,8]')}`, /is expected/],
    ['text ends early', '{"a', /damaged text/],
    ['text has a raw line feed', '{"a\n":1}', /damaged text/],
    ['something follows it', `{"a":${entry('U8', '[8]', '[0,8]')}} {}`, /end of the header/],
    ['it is a list', '[]', /does not start with \{/],
    ['it starts with a space', ' {}', /does not start with \{/],
    ['it is empty', '', /does not start with \{/],
  ])('should refuse a header when %s', async (_when, header, message) => {
    const path = await folder.write('bad.safetensors', safetensorsBytes(header, new Uint8Array(8)));

    expect(await refusalOf(readSafetensors(path))).toMatch(message);
  });

  it.each<[string, bigint, RegExp]>([
    ['10 GB', 10_000_000_000n, /claims 10000000000 bytes; the format allows 100000000/],
    ['2⁶⁴ − 1 bytes', 2n ** 64n - 1n, /the format allows 100000000/],
    ['100 MB that are not there', 100_000_000n, /the header needs 100000000 bytes .* truncated/],
  ])('should refuse a header that claims %s', async (_what, length, message) => {
    const path = await folder.write('bad.safetensors', safetensorsBytes('{}', new Uint8Array(8), length));

    expect(await refusalOf(readSafetensors(path))).toMatch(message);
  });

  it('should refuse a header that is not UTF-8', async () => {
    const header = Buffer.from('{"\xff":1}', 'latin1');
    const bytes = Buffer.concat([Buffer.from([header.length, 0, 0, 0, 0, 0, 0, 0]), header]);

    expect(await refusalOf(readSafetensors(await folder.write('bad.safetensors', bytes)))).toMatch(
      /not UTF-8/,
    );
  });

  it('should refuse a file that is cut anywhere', async () => {
    const whole = safetensorsBytes(`{"a":${entry('F32', '[2]', '[0,8]')}}`, TWO_FLOATS);
    const path = await folder.write('cut.safetensors', whole);

    for (let length = whole.length - 1; length >= 0; length--) {
      await truncate(path, length);
      await refusalOf(readSafetensors(path));
    }
  });
});
