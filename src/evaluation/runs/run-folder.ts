import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { RunLock } from '../../neural/training/run/run-lock.js';
import { TrainingError } from '../../neural/training/run/training-error.js';
import { evaluationCode } from './evaluation-code.js';
import { EvaluationError } from './evaluation-error.js';
import type { EvaluationRequest } from './evaluation-request.js';

/** The right to write into the folder of a run: one process at a time. */
export class RunFolder {
  private constructor(private readonly lock: RunLock) {}

  /**
   * Makes the folder and takes it; the lock of a process that has ended is taken over.
   *
   * @throws EvaluationError when another process evaluates there
   */
  static async take(folder: string): Promise<RunFolder> {
    try {
      return new RunFolder(await RunLock.take(folder));
    } catch (cause) {
      if (!(cause instanceof TrainingError)) throw cause;
      throw new EvaluationError(
        `${folder} is used by another evaluation; wait for it or choose another folder. If it is gone, remove ${join(folder, 'lock.json')}.`,
        { cause },
      );
    }
  }

  async release(): Promise<void> {
    await this.lock.release();
  }
}

/**
 * Where a run is written when nobody says where: `<root>/<benchmark>-<model>-<digest>`, the digest being of models, options,
 * paths and code, so that the same command finds its run again and another one gets a folder of its own.
 */
export async function defaultRunFolder(
  root: string,
  request: Omit<EvaluationRequest, 'folder' | 'signal' | 'onProgress'>,
): Promise<string> {
  const { benchmark, model, against, data, train, ...options } = request;
  const { digest: code } = await evaluationCode();
  const paths = [data, train].map((path) => path !== undefined && resolve(path));
  const content = JSON.stringify([model.digest, against?.digest, paths, options, code]);
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 12);
  return join(root, `${benchmark}-${model.card.id}-${digest}`);
}
