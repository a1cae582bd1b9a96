import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { BatchTensor } from '../datasets/training-batch.js';

/** The batches of a training, step by step. */
export interface BatchSource {
  /** The first step, from 0, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Of the step that comes after so many. */
  learningRate(step: number): number;
  batch(step: number): Promise<Readonly<Record<string, BatchTensor>>>;
}

const LENGTH_BYTES = 8;

/**
 * Sends batches to another process, such as `training/torch/train.py`, no faster than it takes them. A frame for each
 * step, one after the other, each a safetensors file of its own (https://github.com/huggingface/safetensors) with `step`
 * and `learning_rate` as metadata and the tensors by name.
 *
 * @param output stays open
 * @throws what the source throws; an error with code EPIPE when the other process ends first
 */
export function sendBatches(source: BatchSource, output: Writable): Promise<void> {
  return pipeline(Readable.from(frames(source)), output, { end: false });
}

async function* frames(source: BatchSource): AsyncGenerator<Uint8Array> {
  for (let step = source.from; step < source.to; step++) {
    const tensors = Object.entries(await source.batch(step)).sort(byWidth);
    yield head(tensors, { step: String(step), learning_rate: String(source.learningRate(step)) });
    for (const [, { data }] of tensors) {
      yield new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    }
  }
}

type NamedTensor = readonly [name: string, tensor: BatchTensor];

/** Wide elements first, so that all are aligned. */
function byWidth([, a]: NamedTensor, [, b]: NamedTensor): number {
  return b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT;
}

function head(tensors: readonly NamedTensor[], metadata: Readonly<Record<string, string>>): Uint8Array {
  let end = 0;
  const entries = tensors.map(([name, { data, shape }]) => {
    const begin = end;
    end += data.byteLength;
    return [name, { dtype: data instanceof Uint8Array ? 'U8' : 'F32', shape, data_offsets: [begin, end] }];
  });
  const json = Buffer.from(JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) }));
  const padded = Math.ceil(json.length / 8) * 8;
  const bytes = Buffer.alloc(LENGTH_BYTES + padded, ' ');
  bytes.writeBigUInt64LE(BigInt(padded));
  json.copy(bytes, LENGTH_BYTES);
  return bytes;
}
