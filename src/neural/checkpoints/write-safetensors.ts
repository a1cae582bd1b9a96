import { randomUUID } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CheckpointError, nameFileInErrors, quoteUntrusted } from './checkpoint-error.js';
import { LENGTH_BYTES, MAX_HEADER_BYTES, METADATA_KEY, SAFETENSORS_TYPES } from './safetensors-header.js';
import {
  countElements,
  ELEMENT_BYTES,
  type CheckpointTensor,
  type StateDictionary,
} from './state-dictionary.js';

const HEADER_ALIGNMENT = 8;
const MAX_BYTES_A_WRITE = 1 << 30;

type JsonMember = readonly [key: string, json: string];
type NamedTensor = readonly [key: string, tensor: CheckpointTensor];

/**
 * Writes `dictionary` to `path` as a safetensors file (https://github.com/huggingface/safetensors). Equal
 * dictionaries give equal bytes, whatever their order: header keys sorted by their UTF-8 bytes, data laid out from
 * wide to narrow element types (so that every tensor is aligned) and by key within a type, header padded with spaces to 8 bytes.
 * The file appears at once and complete: it is written beside `path`, synced and renamed; after a failure the old
 * file is still there. No tensor is copied in memory.
 *
 * @param metadata free text to keep with the tensors.
 * @throws CheckpointError when a tensor's bytes do not fit its shape, a key is `__metadata__`, or writing fails.
 */
export function writeSafetensors(
  path: string,
  dictionary: StateDictionary,
  metadata: Readonly<Record<string, string>> = {},
): Promise<void> {
  return nameFileInErrors(path, async () => {
    const tensors = [...dictionary].sort(byKey);
    tensors.forEach(checkTensor);
    const inDataOrder = [...tensors].sort(byWidth);
    const head = encodeHead(tensors, inDataOrder, metadata);
    await replaceFile(path, async (handle) => {
      await writeFully(handle, head);
      for (const [, tensor] of inDataOrder) await writeFully(handle, tensor.bytes);
    });
  });
}

function byKey([a]: NamedTensor, [b]: NamedTensor): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function byWidth([, a]: NamedTensor, [, b]: NamedTensor): number {
  return ELEMENT_BYTES[b.dtype] - ELEMENT_BYTES[a.dtype];
}

function checkTensor([key, tensor]: NamedTensor): void {
  if (key === METADATA_KEY) throw new CheckpointError(`no tensor may be called ${METADATA_KEY}: rename it`);
  const expected = countElements(tensor.shape) * ELEMENT_BYTES[tensor.dtype];
  if (tensor.bytes.byteLength !== expected) {
    throw new CheckpointError(
      `the tensor ${quoteUntrusted(key)} has ${tensor.bytes.byteLength} bytes where ${tensor.dtype} ` +
        `[${tensor.shape.join(', ')}] takes ${expected}`,
    );
  }
}

function encodeHead(
  tensors: readonly NamedTensor[],
  inDataOrder: readonly NamedTensor[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const begins = new Map<string, number>();
  let end = 0;
  for (const [key, { bytes }] of inDataOrder) {
    begins.set(key, end);
    end += bytes.byteLength;
  }
  const entries = tensors.map(([key, { dtype, shape, bytes }]): JsonMember => {
    const begin = begins.get(key) ?? 0;
    const entry = { dtype: SAFETENSORS_TYPES[dtype], shape, data_offsets: [begin, begin + bytes.byteLength] };
    return [key, JSON.stringify(entry)];
  });
  const notes = Object.entries(metadata)
    .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([key, text]): JsonMember => [key, JSON.stringify(text)]);
  if (notes.length > 0) entries.unshift([METADATA_KEY, encodeObject(notes)]);
  const json = Buffer.from(encodeObject(entries));
  const length = Math.ceil(json.length / HEADER_ALIGNMENT) * HEADER_ALIGNMENT;
  if (length > MAX_HEADER_BYTES) {
    throw new CheckpointError(
      `the header takes ${length} bytes; the format allows ${MAX_HEADER_BYTES}: shorten the keys`,
    );
  }
  const head = Buffer.alloc(LENGTH_BYTES + length, ' ');
  head.writeBigUInt64LE(BigInt(length));
  json.copy(head, LENGTH_BYTES);
  return head;
}

/** Keeps the order of its members, which a JavaScript object would not for keys that look like numbers. */
function encodeObject(members: readonly JsonMember[]): string {
  return `{${members.map(([key, json]) => `${JSON.stringify(key)}:${json}`).join(',')}}`;
}

/** Writes a new file beside `path` and puts it in the place of `path` when it is complete and on the disk. */
async function replaceFile(path: string, write: (handle: FileHandle) => Promise<void>): Promise<void> {
  const draft = `${path}.${randomUUID()}.part`;
  try {
    const handle = await open(draft, 'wx');
    try {
      await write(handle);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function writeFully(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  let done = 0;
  while (done < bytes.byteLength) {
    const length = Math.min(bytes.byteLength - done, MAX_BYTES_A_WRITE);
    done += (await handle.write(bytes, done, length)).bytesWritten;
  }
}
