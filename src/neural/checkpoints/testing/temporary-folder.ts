import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CheckpointError } from '../checkpoint-error.js';

/** A folder for the files of one spec; `remove` it after the tests. */
export class TemporaryFolder {
  private constructor(private readonly path: string) {}

  static async make(): Promise<TemporaryFolder> {
    return new TemporaryFolder(await mkdtemp(join(tmpdir(), 'checkpoints-')));
  }

  remove(): Promise<void> {
    return rm(this.path, { recursive: true, force: true });
  }

  /** Names of the files in the folder. */
  list(): Promise<string[]> {
    return readdir(this.path);
  }

  /** Path of the file `name` in the folder. */
  fileOf(name: string): string {
    return join(this.path, name);
  }

  /** Writes a file and returns its path. */
  async write(name: string, bytes: Uint8Array): Promise<string> {
    const path = this.fileOf(name);
    await writeFile(path, bytes);
    return path;
  }
}

/**
 * The message that `reading` fails with. It fails itself unless that is a CheckpointError that a check of ours
 * raised: an error of the language or the allocator underneath would mean that a claim was believed.
 */
export async function refusalOf(reading: Promise<unknown>): Promise<string> {
  const outcome = await reading.then(
    () => 'it was read without complaint',
    (error: unknown) => error,
  );
  if (outcome instanceof CheckpointError && outcome.cause instanceof CheckpointError) return outcome.message;
  throw new Error('no CheckpointError raised by a check of the reader', { cause: outcome });
}
