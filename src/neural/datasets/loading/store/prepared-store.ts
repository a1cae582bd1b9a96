import { createHash, randomUUID } from 'node:crypto';
import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { access, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { DataSetError } from '../../data-set.js';
import type { TrainingPair } from '../../training-pair.js';
import { RecordLayout } from './record-layout.js';
import { describeRecords, parseIndex, type StoreIndex } from './store-index.js';

/** Size of the pairs of a store and what they hold. */
export interface PreparedStoreOptions {
  /** Pixels. */
  readonly height: number;
  readonly width: number;
  /** Whether every pair has `otherwise`; else none may have. */
  readonly hasOtherwise: boolean;
  /** Whether DensePose parts are kept. Default: false, and pairs with parts are refused. */
  readonly hasBodyParts?: boolean;
}

/** A garment and its mask, as in `TrainingPair`. */
export type GarmentPicture = Pick<TrainingPair, 'garment' | 'garmentMask'>;

const RECORDS = 'records.bin';
const INDEX = 'index.json';

/**
 * Decoded pairs as records of one size in one file, read by position: the system's page cache is the only cache.
 * A folder with `records.bin` and `index.json`.
 */
export class PreparedStore {
  private constructor(
    readonly folder: string,
    private readonly index: StoreIndex,
    private readonly layout: RecordLayout,
    private readonly file: number,
  ) {}

  /**
   * Writes a store. The folder appears when it is complete; a preparation that was killed leaves only a folder beside
   * it, named `.partial`, that does not open.
   *
   * @throws DataSetError when the folder exists, a pair does not fit, or there are none
   */
  static async write(
    folder: string,
    options: PreparedStoreOptions,
    pairs: AsyncIterable<TrainingPair>,
  ): Promise<{ length: number; digest: string }> {
    const target = resolve(folder);
    if (await exists(target)) throw new DataSetError(`${folder} exists; remove it or choose another folder.`);
    const partial = join(dirname(target), `${basename(target)}.${randomUUID().slice(0, 8)}.partial`);
    await mkdir(partial, { recursive: true });
    try {
      const written = await writeRecords(partial, options, pairs);
      await rename(partial, target);
      return written;
    } catch (error) {
      await rm(partial, { recursive: true, force: true });
      throw error;
    }
  }

  /** @throws DataSetError when the folder holds no store, one of another version or an incomplete one */
  static async open(folder: string): Promise<PreparedStore> {
    const path = join(folder, INDEX);
    const text = await readFile(path, 'utf8').catch((cause: unknown) => {
      throw new DataSetError(`${folder} holds no prepared pairs: ${INDEX} cannot be read.`, { cause });
    });
    const index = parseIndex(text, path);
    const layout = new RecordLayout(index);
    const records = join(folder, RECORDS);
    const size = await stat(records).then(
      (found) => found.size,
      (cause: unknown) => {
        throw new DataSetError(`${records} is missing; prepare the data set again.`, { cause });
      },
    );
    const expected = layout.size * index.ids.length;
    if (size !== expected)
      throw new DataSetError(`${records} has ${size} bytes, not ${expected}; prepare the data set again.`);
    return new PreparedStore(folder, index, layout, openSync(records, 'r'));
  }

  get length(): number {
    return this.index.ids.length;
  }

  get height(): number {
    return this.index.height;
  }

  get width(): number {
    return this.index.width;
  }

  get hasOtherwise(): boolean {
    return this.index.hasOtherwise;
  }

  /** Identifies the contents: SHA-256, hexadecimal. */
  get digest(): string {
    return this.index.digest;
  }

  /** Of each pair, in the order of the records. */
  get ids(): readonly string[] {
    return this.index.ids;
  }

  /** Of each pair; equal where the garment is. */
  get garmentIds(): readonly string[] {
    return this.index.garmentIds;
  }

  /**
   * @param i 0 … length − 1
   * @throws RangeError outside of it; DataSetError when the file was cut off meanwhile
   */
  read(i: number): TrainingPair {
    const names = { id: this.index.ids[i] ?? '', garmentId: this.index.garmentIds[i] ?? '' };
    return this.layout.decode(this.readBytes(i, 0, this.layout.size), names);
  }

  /** Only the garment of a pair; errors as of {@link read}. */
  readGarment(i: number): GarmentPicture {
    const { offset, length } = this.layout.garmentRange;
    const bytes = new Uint8Array(this.readBytes(i, offset, length).buffer);
    return { garment: bytes.subarray(0, (length / 4) * 3), garmentMask: bytes.subarray((length / 4) * 3) };
  }

  /** @throws DataSetError when the contents are not those that were written */
  async verify(): Promise<void> {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(join(this.folder, RECORDS))) hash.update(chunk as Buffer);
    hash.update(JSON.stringify(describeRecords(this.index, this.index.ids, this.index.garmentIds)));
    if (hash.digest('hex') !== this.digest)
      throw new DataSetError(`${this.folder} was changed after it was prepared; prepare the data set again.`);
  }

  close(): void {
    closeSync(this.file);
  }

  private readBytes(i: number, offset: number, length: number): Buffer {
    if (!Number.isInteger(i) || i < 0 || i >= this.length)
      throw new RangeError(`There is no pair ${i} among ${this.length}.`);
    const bytes = Buffer.allocUnsafeSlow(length);
    let done = 0;
    while (done < length) {
      const read = readSync(this.file, bytes, done, length - done, i * this.layout.size + offset + done);
      if (read === 0) throw new DataSetError(`${this.folder}: ${RECORDS} ends within pair ${i}.`);
      done += read;
    }
    return bytes;
  }
}

async function writeRecords(
  folder: string,
  { height, width, hasOtherwise, hasBodyParts = false }: PreparedStoreOptions,
  pairs: AsyncIterable<TrainingPair>,
): Promise<{ length: number; digest: string }> {
  const format = { height, width, hasBodyParts, hasOtherwise };
  const layout = new RecordLayout(format);
  const hash = createHash('sha256');
  const ids: string[] = [];
  const garmentIds: string[] = [];
  const file = await open(join(folder, RECORDS), 'wx');
  try {
    for await (const pair of pairs) {
      const record = layout.encode(pair);
      hash.update(record);
      await file.writeFile(record);
      ids.push(pair.id);
      garmentIds.push(pair.garmentId);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  if (ids.length === 0) throw new DataSetError('There are no pairs to prepare.');
  const description = describeRecords(format, ids, garmentIds);
  const digest = hash.update(JSON.stringify(description)).digest('hex');
  await writeFile(join(folder, INDEX), JSON.stringify({ ...description, digest }), { flush: true });
  return { length: ids.length, digest };
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
