import { CheckpointError } from './checkpoint-error.js';

/** The bytes end before the pickle does. */
export class TruncatedPickleError extends CheckpointError {
  override readonly name = 'TruncatedPickleError';
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads the little-endian fields of a pickle one after the other; every length is checked against what is left. */
export class ByteCursor {
  private readonly view: DataView;
  private offset = 0;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Bytes read so far. */
  get position(): number {
    return this.offset;
  }

  uint8(): number {
    return this.view.getUint8(this.advance(1));
  }

  uint16(): number {
    return this.view.getUint16(this.advance(2), true);
  }

  int32(): number {
    return this.view.getInt32(this.advance(4), true);
  }

  uint32(): number {
    return this.view.getUint32(this.advance(4), true);
  }

  /** A 64-bit length; one past the safe integers cannot lie inside any file. */
  uint64(): number {
    return Number(this.view.getBigUint64(this.advance(8), true));
  }

  /** Pickle writes floating-point numbers big-endian. */
  float64(): number {
    return this.view.getFloat64(this.advance(8), false);
  }

  /** The next `length` bytes, not copied. */
  take(length: number): Uint8Array {
    const start = this.advance(length);
    return this.bytes.subarray(start, start + length);
  }

  /** The next `length` bytes as UTF-8. */
  text(length: number): string {
    const bytes = this.take(length);
    try {
      return utf8.decode(bytes);
    } catch (cause) {
      throw new CheckpointError(`the pickle has text that is not UTF-8 at byte ${this.offset - length}`, {
        cause,
      });
    }
  }

  /** Text up to the next line feed, which is consumed and not returned. */
  line(): string {
    const end = this.bytes.indexOf(0x0a, this.offset);
    if (end < 0) throw this.truncated();
    const text = this.text(end - this.offset);
    this.advance(1);
    return text;
  }

  /** A two's-complement integer of `length` bytes, as a number where that is exact. */
  integer(length: number): number | bigint {
    const bytes = this.take(length);
    if (length === 0) return 0;
    const magnitude = BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
    const value = BigInt.asIntN(8 * length, magnitude);
    return BigInt(Number.MIN_SAFE_INTEGER) <= value && value <= BigInt(Number.MAX_SAFE_INTEGER)
      ? Number(value)
      : value;
  }

  private advance(length: number): number {
    const start = this.offset;
    if (length > this.bytes.byteLength - start) throw this.truncated();
    this.offset = start + length;
    return start;
  }

  private truncated(): TruncatedPickleError {
    return new TruncatedPickleError(
      'the pickle ends in the middle: the file is truncated or damaged; fetch it again',
    );
  }
}
