import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { TrainingError } from '../../neural/training/run/training-error.js';

/**
 * Reads a file that a configuration names.
 *
 * @returns its bytes and their SHA-256, hex
 * @throws TrainingError with the path when it cannot be read
 */
export async function readNamed(path: string): Promise<{ bytes: Uint8Array; digest: string }> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new TrainingError(
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  return { bytes, digest: createHash('sha256').update(bytes).digest('hex') };
}
