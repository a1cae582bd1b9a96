import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { LoadedModel } from '../../models/model-registry.js';
import type { ExecutionProvider } from '../inference-provider.js';
import {
  type PoolStart,
  type WorkerAnswer,
  type WorkerSetup,
  type WorkerTask,
  fromAnswer,
} from './worker-messages.js';

/** How worker threads are started. */
export interface WorkerPoolOptions {
  /** Compiled entry of the worker threads. */
  readonly entry: URL;
  readonly workers: number;
  readonly threadsPerSession: number;
  readonly preference: readonly ExecutionProvider[];
}

/** A fixed number of worker threads, all with the same model or all without one. */
export class WorkerPool {
  private closed = false;
  private readonly running = new Set<Promise<unknown>>();

  private constructor(private readonly piscina: Piscina<WorkerTask, WorkerAnswer<unknown>>) {}

  /** Threads that prepare pictures only. */
  static withoutModel(entry: URL, workers: number): WorkerPool {
    const setup = { preference: [], threadsPerSession: 1 };
    return new WorkerPool(createPiscina(entry, workers, setup));
  }

  /**
   * Threads that each hold the model's sessions, warmed up. They share one copy of its file.
   *
   * @throws Error when a thread cannot run the model
   */
  static async withModel(
    { card, digest, graph }: LoadedModel,
    { entry, workers, threadsPerSession, preference }: WorkerPoolOptions,
  ): Promise<{ pool: WorkerPool; start: PoolStart }> {
    const shared = new Uint8Array(new SharedArrayBuffer(graph.byteLength));
    shared.set(graph);
    const model = { card, digest, graph: shared };
    const pool = new WorkerPool(createPiscina(entry, workers, { model, preference, threadsPerSession }));
    try {
      return { pool, start: await startAll(pool, workers) };
    } catch (error) {
      await pool.close();
      throw error;
    }
  }

  /** @throws PictureError, or whatever went wrong in the thread; Error when the pool was closed */
  async run<T>(task: WorkerTask): Promise<T> {
    // Piscina would start new threads.
    if (this.closed) throw new Error('The worker threads have ended.');
    const answer = this.piscina.run(task);
    this.running.add(answer);
    try {
      return fromAnswer((await answer) as WorkerAnswer<T>);
    } finally {
      this.running.delete(answer);
    }
  }

  /** Ends the threads as soon as their tasks are done, or after {@link CLOSE_TIMEOUT_MS}. */
  async close(): Promise<void> {
    this.closed = true;
    // Piscina 5 itself takes all threads for idle as soon as the first one is, and ends the others' tasks.
    const tooLong = new AbortController();
    await Promise.race([
      Promise.allSettled(this.running),
      sleep(CLOSE_TIMEOUT_MS, undefined, { ref: false, signal: tooLong.signal }).catch(() => undefined),
    ]);
    tooLong.abort();
    await this.piscina.close();
  }
}

function createPiscina(
  entry: URL,
  workers: number,
  setup: WorkerSetup,
): Piscina<WorkerTask, WorkerAnswer<unknown>> {
  return new Piscina<WorkerTask, WorkerAnswer<unknown>>({
    filename: fileURLToPath(entry),
    minThreads: workers,
    maxThreads: workers,
    concurrentTasksPerWorker: 1,
    // Waiting on an atomic would hold up what the thread itself does asynchronously when it starts.
    atomics: 'disabled',
    recordTiming: false,
    workerData: setup,
  });
}

/** Longest time that the tasks of a closing pool may take. */
const CLOSE_TIMEOUT_MS = 60_000;

/**
 * Waits until every thread has started: each takes one of these tasks, since none is done before the thread is. Also
 * waits when one fails: ending a thread in the middle of opening a session would take the process with it.
 */
async function startAll(pool: WorkerPool, workers: number): Promise<PoolStart> {
  const starts = await Promise.allSettled(
    Array.from({ length: workers }, () => pool.run<PoolStart>({ kind: 'start' })),
  );
  return fallback(
    starts.map((start) => {
      if (start.status === 'rejected') throw start.reason as Error;
      return start.value;
    }),
  );
}

/** Threads may differ, for example when a GPU's memory holds only some sessions: the fallback is what counts. */
function fallback(starts: readonly PoolStart[]): PoolStart {
  return starts.find(({ executionProvider }) => executionProvider === 'cpu') ?? starts[0]!;
}
