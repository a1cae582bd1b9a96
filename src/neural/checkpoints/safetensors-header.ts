import { CheckpointError, quoteUntrusted } from './checkpoint-error.js';
import { HeaderCursor } from './header-cursor.js';
import { countElements, ELEMENT_BYTES, type ElementType } from './state-dictionary.js';

/** Largest header the format allows, in bytes. */
export const MAX_HEADER_BYTES = 100_000_000;
/** Bytes of the little-endian header length that starts the file. */
export const LENGTH_BYTES = 8;
/** The header's entry that is no tensor: free text by key. */
export const METADATA_KEY = '__metadata__';

const MAX_TENSORS = 100_000;
const MAX_DIMENSIONS = 64;

/** Names of the element types in the file. */
export const SAFETENSORS_TYPES: Readonly<Record<ElementType, string>> = {
  float32: 'F32',
  float64: 'F64',
  float16: 'F16',
  bfloat16: 'BF16',
  int64: 'I64',
  int32: 'I32',
  int16: 'I16',
  int8: 'I8',
  uint8: 'U8',
  bool: 'BOOL',
};

const ELEMENT_TYPES: ReadonlyMap<string, ElementType> = new Map(
  (Object.keys(SAFETENSORS_TYPES) as ElementType[]).map((type) => [SAFETENSORS_TYPES[type], type]),
);

/** Where one tensor lies: bytes [begin, end) of the data behind the header. */
export interface TensorEntry {
  readonly dtype: ElementType;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/** What the header of a safetensors file says. */
export interface SafetensorsHeader {
  readonly tensors: ReadonlyMap<string, TensorEntry>;
  readonly metadata: ReadonlyMap<string, string>;
}

/**
 * Reads the header of a safetensors file (https://github.com/huggingface/safetensors, "Format").
 *
 * @param bytes the JSON, without its length.
 * @param dataBytes bytes of the file behind the header; the tensors must cover them without holes or overlaps.
 * @throws CheckpointError when the header is not of that form or does not fit the data.
 */
export function parseSafetensorsHeader(bytes: Uint8Array, dataBytes: number): SafetensorsHeader {
  const cursor = new HeaderCursor(decode(bytes));
  const tensors = new Map<string, TensorEntry>();
  const metadata = new Map<string, string>();
  cursor.object((key) => {
    if (key === METADATA_KEY) {
      cursor.object((name) => metadata.set(name, cursor.string()));
      return;
    }
    if (tensors.size === MAX_TENSORS)
      throw new CheckpointError(`the header has more than ${MAX_TENSORS} tensors`);
    tensors.set(key, readEntry(cursor, key));
  });
  cursor.end();
  checkCoverage(tensors, dataBytes);
  return { tensors, metadata };
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] !== 0x7b)
    throw new CheckpointError('the header does not start with {: this is no safetensors file');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new CheckpointError('the header is not UTF-8: the file is damaged', { cause });
  }
}

function readEntry(cursor: HeaderCursor, key: string): TensorEntry {
  const tensor = `the tensor ${quoteUntrusted(key)}`;
  let typeName: string | undefined;
  let shape: number[] | undefined;
  let offsets: number[] | undefined;
  cursor.object((field) => {
    if (field === 'dtype') typeName = cursor.string();
    else if (field === 'shape') shape = cursor.integers(MAX_DIMENSIONS);
    else if (field === 'data_offsets') offsets = cursor.integers(2);
    else throw new CheckpointError(`${tensor} has the unknown field ${quoteUntrusted(field)}`);
  });
  const [begin, end] = offsets ?? [];
  if (typeName === undefined || shape === undefined || begin === undefined || end === undefined) {
    throw new CheckpointError(`${tensor} lacks its dtype, shape or two data_offsets: damaged file`);
  }
  const dtype = ELEMENT_TYPES.get(typeName);
  if (dtype === undefined) {
    const known = [...ELEMENT_TYPES.keys()].join(', ');
    throw new CheckpointError(`${tensor} is of type ${quoteUntrusted(typeName)}; ${known} are read`);
  }
  const bytes = countElements(shape) * ELEMENT_BYTES[dtype];
  if (end - begin !== bytes) {
    throw new CheckpointError(
      `${tensor} lies in bytes ${begin} to ${end}, but ${typeName} [${shape.join(', ')}] takes ${bytes}: damaged file`,
    );
  }
  return { dtype, shape, begin, end };
}

function checkCoverage(tensors: ReadonlyMap<string, TensorEntry>, dataBytes: number): void {
  const inOrder = [...tensors].sort(([, a], [, b]) => a.begin - b.begin || a.end - b.end);
  let covered = 0;
  for (const [key, { begin, end }] of inOrder) {
    if (begin !== covered) {
      throw new CheckpointError(
        `the tensor ${quoteUntrusted(key)} starts at byte ${begin} of the data where ${covered} is expected: ` +
          'tensors overlap or leave a hole; damaged or forged file',
      );
    }
    covered = end;
  }
  if (covered !== dataBytes) {
    throw new CheckpointError(
      `the tensors take ${covered} bytes but ${dataBytes} follow the header: the file is truncated or damaged`,
    );
  }
}
