import { open, type FileHandle } from 'node:fs/promises';
import { CheckpointError } from './checkpoint-error.js';

const MAX_BYTES_A_READ = 1 << 30;

/** A checkpoint opened for reading. Nothing is allocated before it is known to lie inside the file. */
export class CheckpointFile {
  private constructor(
    private readonly handle: FileHandle,
    /** Bytes in the file when it was opened. */
    readonly size: number,
  ) {}

  /** Opens `path`, reads with `read` and closes, whatever happens. */
  static async reading<T>(path: string, read: (file: CheckpointFile) => Promise<T>): Promise<T> {
    const handle = await open(path, 'r');
    try {
      const status = await handle.stat();
      if (!status.isFile())
        throw new CheckpointError('is not a regular file: name the checkpoint file itself');
      return await read(new CheckpointFile(handle, status.size));
    } finally {
      await handle.close();
    }
  }

  /**
   * The bytes [position, position + length) in memory of their own.
   *
   * @throws CheckpointError naming `part` when they do not lie inside the file.
   */
  async read(position: number, length: number, part: string): Promise<Uint8Array> {
    const inside =
      Number.isSafeInteger(position) && position >= 0 && Number.isSafeInteger(length) && length >= 0;
    if (!inside || position + length > this.size) {
      throw new CheckpointError(
        `${part} needs ${length} bytes from byte ${position} on, but the file has ${this.size}: ` +
          'it is truncated or damaged; fetch it again',
      );
    }
    const bytes = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const wanted = Math.min(length - done, MAX_BYTES_A_READ);
      const { bytesRead } = await this.handle.read(bytes, done, wanted, position + done);
      if (bytesRead === 0)
        throw new CheckpointError(`${part} ended while it was read: the file is being changed`);
      done += bytesRead;
    }
    return bytes;
  }
}
