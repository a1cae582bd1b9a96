import { mkdtempSync, readFileSync, rmSync, writeFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventFile } from './event-file.js';
import { readEventFile } from './testing/read-event-file.js';

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 255);

/** First record of a file that TensorFlow wrote, as dumped in the tests of TensorBoard's data server (`tf_record.rs`). */
const REFERENCE =
  '1800000000000000a37f4b22' + '0900008038' + '99d6d7411a0d627261696e2e4576656e743a32' + '124b36ab';

describe('EventFile', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'events-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('should begin with the bytes that TensorFlow writes when the clock is the same', () => {
    const reference = Buffer.from(REFERENCE, 'hex');
    const seconds = reference.readDoubleLE(13);

    const file = EventFile.create(folder, { now: () => seconds * 1000 });
    file.close();

    expect(readFileSync(file.path).subarray(0, reference.length).toString('hex')).toBe(REFERENCE);
  });

  it('should be read back when scalars and pictures were written', () => {
    const file = EventFile.create(join(folder, 'new'), { firstStep: 7, now: () => 1_600_000_000_500 });
    file.scalars(7, { 'loss/warp': 0.25, 'loss/generation': -3 });
    file.scalars(3_000_000_000, { broken: NaN });
    file.image(8, 'sheet', { png: PNG, width: 192, height: 256 });
    file.close();

    const events = readEventFile(readFileSync(file.path));

    const common = { wallTime: 1_600_000_000.5, scalars: {}, images: {} };
    expect(events).toEqual([
      { ...common, step: 0, fileVersion: 'brain.Event:2' },
      { ...common, step: 7, sessionStatus: 1 },
      { ...common, step: 7, scalars: { 'loss/warp': 0.25, 'loss/generation': -3 } },
      { ...common, step: 3_000_000_000, scalars: { broken: NaN } },
      {
        ...common,
        step: 8,
        images: { sheet: { height: 256, width: 192, colorspace: 3, png: Buffer.from(PNG) } },
      },
    ]);
  });

  it('should hand over each record when the file is not closed', () => {
    const file = EventFile.create(folder);
    file.scalars(1, { loss: 2 });

    const events = readEventFile(readFileSync(file.path));

    expect(events.at(-1)).toMatchObject({ step: 1, scalars: { loss: 2 } });
    file.close();
  });

  it('should continue in a later file when a killed run is resumed within the same second', () => {
    const now = (): number => 1_700_000_000_000;
    const killed = EventFile.create(folder, { now });
    killed.scalars(5, { loss: 1 });
    killed.close();
    const before = readFileSync(killed.path);
    writeFileSync(killed.path, before.subarray(0, before.length - 3));

    const resumed = EventFile.create(folder, { firstStep: 4, now });
    resumed.scalars(4, { loss: 0.5 });
    resumed.close();

    expect(readdirSync(folder).map((name) => join(folder, name))).toEqual([killed.path, resumed.path]);
    expect(readFileSync(killed.path)).toEqual(before.subarray(0, before.length - 3));
    expect(readEventFile(readFileSync(resumed.path))).toMatchObject([
      { fileVersion: 'brain.Event:2' },
      { step: 4, sessionStatus: 1 },
      { step: 4, scalars: { loss: 0.5 } },
    ]);
  });

  it('should be refused by a strict reader when a byte is changed', () => {
    const file = EventFile.create(folder);
    file.scalars(1, { loss: 2 });
    file.close();
    const bytes = readFileSync(file.path);
    bytes[bytes.length - 6]! ^= 1;

    expect(() => readEventFile(bytes)).toThrow('wrong checksum of data');
  });
});
