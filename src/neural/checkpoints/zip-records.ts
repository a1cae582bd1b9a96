import { crc32 } from 'node:zlib';
import { fromRandomAccessReaderPromise, RandomAccessReader, type Entry, type ZipFile } from 'yauzl';
import { CheckpointError, quoteUntrusted } from './checkpoint-error.js';
import type { CheckpointFile } from './checkpoint-file.js';

const MAX_RECORDS = 200_000;
const STORED = 0;

/**
 * The records of a zip file as `torch.save` writes it: stored, never compressed. Compressed and encrypted records,
 * two of one name, and sizes that add up to more than the file (overlapping records) are refused, so that what is
 * read is never larger than the file.
 */
export class ZipRecords {
  private constructor(
    private readonly file: CheckpointFile,
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** Reads the directory of `file`, not yet any record. */
  static async open(file: CheckpointFile): Promise<ZipRecords> {
    try {
      const zip = await fromRandomAccessReaderPromise(new CheckpointZipBytes(file), file.size, {
        autoClose: false,
      });
      return new ZipRecords(file, zip, await readDirectory(zip, file.size));
    } catch (error) {
      throw damagedArchive(error);
    }
  }

  /** Names of all records. */
  names(): string[] {
    return [...this.entries.keys()];
  }

  /** Whether there is a record `name`. */
  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** Bytes that record `name` holds. */
  sizeOf(name: string): number {
    return this.find(name).uncompressedSize;
  }

  /**
   * The bytes of record `name`, its checksum verified.
   *
   * @throws CheckpointError when it is missing, compressed, outside the file or damaged.
   */
  async read(name: string): Promise<Uint8Array> {
    const entry = this.find(name);
    const part = `the record ${quoteUntrusted(name)}`;
    if (
      entry.compressionMethod !== STORED ||
      entry.isEncrypted() ||
      entry.compressedSize !== entry.uncompressedSize
    ) {
      throw new CheckpointError(
        `${part} is compressed or encrypted, which torch.save never does: save it again`,
      );
    }
    const position = await this.findData(entry);
    const bytes = await this.file.read(position, entry.uncompressedSize, part);
    if (crc32(bytes) !== entry.crc32) {
      throw new CheckpointError(`${part} does not match its checksum: the file is damaged; fetch it again`);
    }
    return bytes;
  }

  private find(name: string): Entry {
    const entry = this.entries.get(name);
    if (entry === undefined) {
      throw new CheckpointError(
        `the record ${quoteUntrusted(name)} is missing: the file is damaged; fetch it again`,
      );
    }
    return entry;
  }

  private async findData(entry: Entry): Promise<number> {
    try {
      const { fileDataStart } = await this.zip.readLocalFileHeaderPromise(entry, { minimal: true });
      return fileDataStart;
    } catch (error) {
      throw damagedArchive(error);
    }
  }
}

async function readDirectory(zip: ZipFile, fileSize: number): Promise<Map<string, Entry>> {
  if (zip.entryCount > MAX_RECORDS) {
    throw new CheckpointError(
      `it claims ${zip.entryCount} records; at most ${MAX_RECORDS} are read; forged file`,
    );
  }
  const entries = new Map<string, Entry>();
  let bytes = 0;
  for await (const entry of zip.eachEntry()) {
    if (entries.has(entry.fileName)) {
      throw new CheckpointError(`it has two records ${quoteUntrusted(entry.fileName)}; forged file`);
    }
    entries.set(entry.fileName, entry);
    bytes += entry.compressedSize;
    if (bytes > fileSize)
      throw new CheckpointError(`its records claim more bytes than the file's ${fileSize}; forged file`);
  }
  return entries;
}

function damagedArchive(error: unknown): CheckpointError {
  const problem = error instanceof Error ? error.message : String(error);
  return new CheckpointError(`the zip archive is damaged: ${problem}; fetch the file again`, {
    cause: error,
  });
}

/** Gives yauzl the bytes of an open checkpoint, and an error for whatever lies outside it. */
class CheckpointZipBytes extends RandomAccessReader {
  constructor(private readonly file: CheckpointFile) {
    super();
  }

  override read(
    target: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (error: Error | null) => void,
  ): void {
    this.file.read(position, length, 'the zip directory').then(
      (bytes) => {
        target.set(bytes, offset);
        done(null);
      },
      (error: unknown) => {
        done(error instanceof Error ? error : new Error(String(error)));
      },
    );
  }
}
