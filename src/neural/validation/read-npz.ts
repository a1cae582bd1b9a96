import { fromBufferPromise } from 'yauzl';
import { buffer } from 'node:stream/consumers';
import { DataSetError, type DataFile } from '../datasets/data-set.js';

/** An array of numbers, row-major. */
export interface NumberArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** NPY format 1.0 (NEP 1): a magic string, the version, and the length of the header that follows. */
const [MAGIC, VERSION_AT, LENGTH_AT, HEADER_AT] = ['\x93NUMPY', 6, 8, 10];

/** More than any array read here, so that a forged file is not unpacked without end. */
const MOST_BYTES = 2 ** 28;

/**
 * One array of a NumPy archive (`.npz`): little-endian float16 or float32 in C order.
 *
 * @throws DataSetError when the file is no such archive or has no such array
 */
export async function readNpz(file: DataFile, name: string): Promise<NumberArray> {
  const bytes = await file.read();
  try {
    return parseNpy(await unpack(Buffer.from(bytes), `${name}.npy`));
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new DataSetError(`${file.path}: the array ${name} cannot be read: ${problem}`, { cause });
  }
}

async function unpack(archive: Buffer, name: string): Promise<Buffer> {
  const zip = await fromBufferPromise(archive, { lazyEntries: true });
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName !== name) continue;
    if (entry.uncompressedSize > MOST_BYTES)
      throw new RangeError(`it claims ${entry.uncompressedSize} bytes`);
    return buffer(await zip.openReadStreamPromise(entry));
  }
  throw new RangeError('the archive has no such array');
}

function parseNpy(bytes: Buffer): NumberArray {
  if (bytes.toString('latin1', 0, VERSION_AT) !== MAGIC || bytes[VERSION_AT] !== 1) {
    throw new RangeError('it is no array of NPY format 1.0');
  }
  const start = HEADER_AT + bytes.readUInt16LE(LENGTH_AT);
  const header = bytes.toString('latin1', HEADER_AT, start);
  const type = /'descr': '([^']+)'/.exec(header)?.[1];
  const shape = /'shape': \(([\d, ]*)\)/
    .exec(header)?.[1]
    ?.split(',')
    .filter((size) => size.trim() !== '')
    .map(Number);
  if (!shape || !header.includes("'fortran_order': False") || (type !== '<f2' && type !== '<f4')) {
    throw new RangeError(`its header is ${header.trim()}`);
  }
  const count = shape.reduce((product, size) => product * size, 1);
  const data =
    type === '<f2'
      ? Float32Array.from({ length: count }, (_, i) => fromFloat16(bytes.readUInt16LE(start + 2 * i)))
      : Float32Array.from({ length: count }, (_, i) => bytes.readFloatLE(start + 4 * i));
  return { shape, data };
}

/** IEEE 754 binary16: sign 1, exponent 5 with bias 15, fraction 10. */
function fromFloat16(bits: number): number {
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}
