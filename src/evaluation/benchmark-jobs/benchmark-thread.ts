import { Injectable } from '@nestjs/common';
import { Worker } from 'node:worker_threads';
import type { EvaluationProgress, EvaluationRequest } from '../runs/evaluation-request.js';
import type { EvaluationResult, FigureComparison } from '../runs/evaluation-result.js';
import type { ItemRecord } from '../runs/item-log.js';
import type { BenchmarkMessage, BenchmarkTask } from './benchmark-messages.js';

/** A benchmark that cannot be run as asked; the message says what to do. */
export class BenchmarkRefused extends Error {
  override readonly name = 'BenchmarkRefused';
}

/** Runs benchmarks and comparisons in a thread that lives as long as the task. */
@Injectable()
export class BenchmarkThread {
  /**
   * See `evaluate` of the runs. When the signal aborts, the thread stops after the item at hand.
   * @throws BenchmarkRefused when the data or the folder do not fit
   * @throws the signal's reason
   */
  async evaluate(
    request: Omit<EvaluationRequest, 'signal' | 'onProgress'>,
    signal: AbortSignal,
    onProgress: (progress: EvaluationProgress) => void,
  ): Promise<EvaluationResult> {
    signal.throwIfAborted();
    const last = await this.run({ kind: 'EVALUATE', request }, signal, onProgress);
    if (last.kind === 'EVALUATED') return last.result;
    signal.throwIfAborted();
    throw new Error(`A benchmark thread ended with ${last.kind}.`);
  }

  /** See `compareItems`. */
  async compare(
    first: readonly ItemRecord[],
    second: readonly ItemRecord[],
  ): Promise<readonly FigureComparison[]> {
    const last = await this.run({ kind: 'COMPARE', first, second });
    if (last.kind === 'COMPARED') return last.figures;
    throw new Error(`A benchmark thread ended with ${last.kind}.`);
  }

  private run(
    task: BenchmarkTask,
    signal?: AbortSignal,
    onProgress?: (progress: EvaluationProgress) => void,
  ): Promise<BenchmarkMessage> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./benchmark.worker.js', import.meta.url), { workerData: task });
      const stop = (): void => worker.postMessage('stop');
      signal?.addEventListener('abort', stop, { once: true });
      let last: BenchmarkMessage | undefined;
      worker.on('message', (message: BenchmarkMessage) => {
        if (message.kind === 'PROGRESS') onProgress?.(message.progress);
        else last = message;
      });
      worker.once('error', reject);
      worker.once('exit', (code) => {
        signal?.removeEventListener('abort', stop);
        if (signal?.aborted) reject(signal.reason as Error);
        else if (last === undefined) reject(new Error(`A benchmark thread ended with code ${code}.`));
        else if (last.kind === 'FAILED') {
          reject(
            last.expected ? new BenchmarkRefused(last.message) : new Error(`${last.name}: ${last.message}`),
          );
        } else resolve(last);
      });
    });
  }
}
