import { Worker } from 'node:worker_threads';
import type { TrainingBatch } from '../training-batch.js';
import { BatchAssembler, type BatchPlan, type LoadedSources } from './batch-assembler.js';
import { fromFailure, type LoaderMessage, type StepRequest } from './loader-messages.js';

/** A plan and how it is worked off. */
export interface BatchLoaderOptions extends BatchPlan {
  /** Steps made ahead of the one asked for. Default 2. */
  readonly prefetch?: number;
  /** Makes batches when asked, in the calling thread. Default: false. */
  readonly inThread?: boolean;
  /** Compiled entry of the thread. Default: beside this file. */
  readonly workerEntry?: URL;
}

interface Pending {
  readonly resolve: (shards: readonly TrainingBatch[]) => void;
  readonly reject: (error: Error) => void;
}

/** Batches of prepared pairs for training, made in a thread ahead of time. */
export class BatchLoader {
  private requests = 0;
  /** Requests that the thread has not answered. */
  private readonly pending = new Map<number, Pending>();
  /** Steps asked for ahead of time and not handed out. */
  private readonly ahead = new Map<number, Promise<readonly TrainingBatch[]>>();
  private ended: Error | undefined;
  private closed = false;

  private constructor(
    /** What is being loaded. */
    readonly sources: LoadedSources,
    private readonly maker: BatchAssembler | Worker,
    private readonly prefetch: number,
  ) {
    if (!(maker instanceof Worker)) return;
    maker.on('message', (message: LoaderMessage) => this.receive(message));
    maker.on('error', (error: Error) => this.end(error));
    maker.on('exit', () => this.end(new Error('The thread that loads batches ended early.')));
  }

  /**
   * @throws RangeError when the options make no sense
   * @throws DataSetError when a source does not open or does not fit the others
   */
  static async open(options: BatchLoaderOptions): Promise<BatchLoader> {
    const { prefetch = 2, inThread = false, workerEntry, ...plan } = options;
    if (inThread) {
      const assembler = await BatchAssembler.open(plan);
      return new BatchLoader(assembler.sources, assembler, 0);
    }
    const entry = workerEntry ?? new URL('./batch-loader.worker.js', import.meta.url);
    // Flags of the process, such as --eval, are not the thread's.
    const worker = new Worker(entry, { workerData: plan, execArgv: [] });
    const message = await firstMessage(worker);
    if (message.type === 'open') return new BatchLoader(message.sources, worker, prefetch);
    await worker.terminate();
    throw fromFailure(message.failure);
  }

  /**
   * The batch of a step, counted from 0: a part for each shard. The same for the same plan and step, in whatever order
   * steps are asked for. The arrays are the caller's.
   *
   * @throws RangeError for a step that is none; DataSetError when a store cannot be read; Error after {@link close}
   */
  async batch(step: number): Promise<readonly TrainingBatch[]> {
    if (this.ended) throw this.ended;
    const { maker, ahead, prefetch } = this;
    if (!(maker instanceof Worker)) return maker.assemble(step);
    const batch = ahead.get(step) ?? this.ask(maker, step);
    for (const made of ahead.keys()) if (made <= step || made > step + prefetch) ahead.delete(made);
    for (let next = step + 1; next <= step + prefetch; next++)
      if (!ahead.has(next)) ahead.set(next, this.ask(maker, next));
    return batch;
  }

  /** Ends the thread. What is waited for is refused. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.end(new Error('The batch loader is closed.'));
    if (this.maker instanceof Worker) await this.maker.terminate();
    else this.maker.close();
  }

  private ask(worker: Worker, step: number): Promise<readonly TrainingBatch[]> {
    const request: StepRequest = { request: this.requests++, step };
    const answer = new Promise<readonly TrainingBatch[]>((resolve, reject) =>
      this.pending.set(request.request, { resolve, reject }),
    );
    // What was asked for ahead of time may never be waited for.
    answer.catch(() => undefined);
    worker.postMessage(request);
    return answer;
  }

  private receive(message: LoaderMessage): void {
    if (message.type === 'open' || message.type === 'refused') return;
    const pending = this.pending.get(message.request);
    this.pending.delete(message.request);
    if (message.type === 'batch') pending?.resolve(message.shards);
    else pending?.reject(fromFailure(message.failure));
  }

  /** From now on every batch is refused, for the first reason. */
  private end(reason: Error): void {
    this.ended ??= reason;
    for (const { reject } of this.pending.values()) reject(this.ended);
    this.pending.clear();
    this.ahead.clear();
  }
}

type FirstMessage = Extract<LoaderMessage, { type: 'open' | 'refused' }>;

function firstMessage(worker: Worker): Promise<FirstMessage> {
  return new Promise<FirstMessage>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The thread that loads batches ended early.')));
  });
}
