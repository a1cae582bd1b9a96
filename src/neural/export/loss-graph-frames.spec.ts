import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSafetensors } from '../checkpoints/read-safetensors.js';
import { toFloat32 } from '../checkpoints/to-float32.js';
import { sendBatches } from './loss-graph-frames.js';
import { smallBatch } from './testing/small-training.js';

/** What was sent; each write is answered late, as a slow reader would. */
async function received(from: number, to: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const output = new Writable({
    highWaterMark: 1,
    write(chunk: Buffer, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      setImmediate(done);
    },
  });
  await sendBatches(
    { from, to, learningRate: (step) => step / 10, batch: (step) => Promise.resolve(smallBatch(2, step)) },
    output,
  );
  expect(output.writableEnded).toBe(false);
  return Buffer.concat(chunks);
}

describe('sendBatches', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tryflow-frames-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('should send each step as a safetensors file', async () => {
    const path = join(folder, 'frame.safetensors');
    const { photo, strength } = smallBatch(2, 3);

    await writeFile(path, await received(3, 4));

    const { tensors, metadata } = await readSafetensors(path);
    expect(metadata).toEqual(
      new Map([
        ['step', '3'],
        ['learning_rate', '0.3'],
      ]),
    );
    expect(tensors.get('photo')).toMatchObject({ dtype: 'uint8', shape: photo.shape });
    expect(new Uint8Array(tensors.get('photo')?.bytes ?? [])).toEqual(photo.data);
    const found = tensors.get('strength');
    expect(found && toFloat32(found)).toEqual(strength.data);
  });

  it('should send the steps one after the other', async () => {
    const [first, second, both] = [await received(3, 4), await received(4, 5), await received(3, 5)];

    expect(both.equals(Buffer.concat([first, second]))).toBe(true);
  });

  it('should fail when a batch cannot be made', async () => {
    const source = {
      from: 0,
      to: 2,
      learningRate: () => 1,
      batch: () => Promise.reject(new Error('record 7 is damaged')),
    };

    await expect(sendBatches(source, new Writable())).rejects.toThrow('record 7 is damaged');
  });
});
