import { availableParallelism } from 'node:os';
import type { PictureLimits } from '../../images/decode-picture.js';
import type { DisplayPicture } from '../../images/display-picture.js';
import type { PreparedGarment } from '../../images/prepare-garment.js';
import type { PersonPhotoLimits, PreparedPerson } from '../../images/prepare-person.js';
import type { LoadedModel, ModelRegistry } from '../../models/model-registry.js';
import type { AppearanceFlow } from '../appearance-flow.js';
import { InferenceBusyError } from '../inference-busy-error.js';
import type {
  ActiveModel,
  ExecutionProvider,
  FittingTask,
  GarmentFeatures,
  InferenceProvider,
  TryOnOutput,
  TryOnTask,
} from '../inference-provider.js';
import { TaskGate } from './task-gate.js';
import { WorkerPool } from './worker-pool.js';
import type { PoolStart, WorkerTryOn } from './worker-messages.js';

/** Where the provider reports which execution provider it chose. */
export interface InferenceLogger {
  event(level: 'info' | 'warn', message: string, fields: Readonly<Record<string, unknown>>): void;
}

/** Everything the provider needs; independent of any framework. */
export interface OnnxInferenceOptions {
  readonly registry: Pick<ModelRegistry, 'load'>;
  /** Model to start with. */
  readonly modelId: string;
  /** Execution providers in order of preference; the CPU is always the last resort. */
  readonly preference: readonly ExecutionProvider[];
  /** Worker threads with a session each. Default: one for every core. */
  readonly workers?: number;
  /** Threads of each session. Default: the cores divided by the workers. */
  readonly threadsPerSession?: number;
  /** Try-ons that may wait for a worker. */
  readonly queueLimit: number;
  readonly logger: InferenceLogger;
  /** Compiled entry of the worker threads. Default: beside this file. */
  readonly workerEntry?: URL;
}

/** A model with its threads. */
interface Engine {
  readonly model: LoadedModel;
  readonly pool: WorkerPool;
  readonly start: PoolStart;
}

/** Threads for pictures that come in: they must not wait behind try-ons, nor try-ons behind them. */
const PICTURE_WORKERS = 1;

/** Assumed until the first try-on was measured. */
const FIRST_ESTIMATE_MS = 100;

/** Weight of the newest try-on in the running mean of their durations. */
const NEWEST_WEIGHT = 0.1;

/**
 * Runs students with ONNX Runtime in worker threads, which also decode and encode: the runtime blocks the thread it
 * runs on, so nothing of it may touch the event loop that serves requests.
 */
export class OnnxInferenceProvider implements InferenceProvider {
  readonly capacity: { readonly workers: number; readonly queueLimit: number };
  private readonly gate: TaskGate;
  private readonly pictureGate = new TaskGate(PICTURE_WORKERS);
  private readonly pictures: WorkerPool;
  private readonly retiring = new Set<Promise<void>>();
  private meanTryOnMs = FIRST_ESTIMATE_MS;
  private switching: Promise<void> = Promise.resolve();

  private constructor(
    private readonly options: OnnxInferenceOptions,
    private readonly sizes: { workers: number; threadsPerSession: number; entry: URL },
    private engine: Engine,
  ) {
    this.capacity = { workers: sizes.workers, queueLimit: options.queueLimit };
    this.gate = new TaskGate(sizes.workers);
    this.pictures = WorkerPool.withoutModel(sizes.entry, PICTURE_WORKERS);
  }

  /**
   * Loads the model and warms up every worker thread.
   *
   * @throws ModelError when the model is missing, damaged or not allowed
   * @throws RangeError when workers × threads exceed the cores
   */
  static async start(options: OnnxInferenceOptions): Promise<OnnxInferenceProvider> {
    const cores = availableParallelism();
    const workers = options.workers ?? Math.max(1, Math.floor(cores / (options.threadsPerSession ?? 1)));
    const threadsPerSession = options.threadsPerSession ?? Math.max(1, Math.floor(cores / workers));
    if (workers * threadsPerSession > cores) {
      throw new RangeError(
        `${workers} workers × ${threadsPerSession} threads are more than the ${cores} cores of this machine; ` +
          'lower INFERENCE_WORKERS or THREADS_PER_SESSION.',
      );
    }
    const entry = options.workerEntry ?? new URL('./onnx.worker.js', import.meta.url);
    const sizes = { workers, threadsPerSession, entry };
    return new OnnxInferenceProvider(options, sizes, await startEngine(options, sizes, options.modelId));
  }

  queueDepth(): number {
    return this.gate.waiting;
  }

  activeModel(): ActiveModel {
    const { card, digest } = this.engine.model;
    return { id: card.id, digest, card };
  }

  executionProvider(): ExecutionProvider {
    return this.engine.start.executionProvider;
  }

  activate(modelId: string): Promise<void> {
    const switched = this.switching.then(() => this.switchTo(modelId));
    this.switching = switched.catch(() => undefined);
    return switched;
  }

  async preparePerson(bytes: Uint8Array, limits: PersonPhotoLimits): Promise<PreparedPerson> {
    const person = await this.pictureGate.pass(() =>
      this.pictures.run<PreparedPerson>({ kind: 'preparePerson', bytes, limits }),
    );
    return { ...person, photo: asBuffer(person.photo) };
  }

  async prepareGarment(
    bytes: Uint8Array,
    limits: PictureLimits,
    handMade?: Uint8Array,
  ): Promise<PreparedGarment> {
    const garment = await this.pictureGate.pass(() =>
      this.pictures.run<PreparedGarment>({ kind: 'prepareGarment', bytes, limits, handMade }),
    );
    return { ...garment, cutout: asBuffer(garment.cutout), mask: asBuffer(garment.mask) };
  }

  async garmentMask(
    bytes: Uint8Array,
    limits: PictureLimits,
    size: { readonly width: number; readonly height: number },
  ): Promise<Uint8Array> {
    return this.pictureGate.pass(() =>
      this.pictures.run<Uint8Array>({ kind: 'garmentMask', bytes, limits, size }),
    );
  }

  async displayPicture(bytes: Uint8Array, limits: PictureLimits): Promise<DisplayPicture> {
    const shown = await this.pictureGate.pass(() =>
      this.pictures.run<DisplayPicture>({ kind: 'displayPicture', bytes, limits }),
    );
    return { ...shown, bytes: asBuffer(shown.bytes) };
  }

  encodeGarment(cutout: Uint8Array): Promise<GarmentFeatures> {
    return this.gate.pass(() => this.engine.pool.run<GarmentFeatures>({ kind: 'encodeGarment', cutout }));
  }

  async tryOn(task: TryOnTask, signal?: AbortSignal): Promise<TryOnOutput> {
    const asked = performance.now();
    this.refuseWhenFull();
    return this.gate.pass(
      async () => {
        const started = performance.now();
        const output = await this.engine.pool.run<WorkerTryOn>({ kind: 'tryOn', task });
        const ended = performance.now();
        this.meanTryOnMs += (ended - started - this.meanTryOnMs) * NEWEST_WEIGHT;
        const timings = { queueMs: started - asked, ...output.timings, totalMs: ended - asked };
        return { ...output, timings };
      },
      { signal },
    );
  }

  async appearanceFlow(task: FittingTask): Promise<AppearanceFlow> {
    this.refuseWhenFull();
    return this.gate.pass(() => this.engine.pool.run<AppearanceFlow>({ kind: 'appearanceFlow', task }));
  }

  async drain(): Promise<void> {
    await Promise.all([this.gate.idle(), this.pictureGate.idle()]);
  }

  async close(): Promise<void> {
    await this.switching;
    await this.drain();
    await Promise.all([this.engine.pool.close(), this.pictures.close(), ...this.retiring]);
  }

  private async switchTo(modelId: string): Promise<void> {
    const next = await startEngine(this.options, this.sizes, modelId);
    const { pool } = this.engine;
    this.engine = next;
    const retired = pool.close().finally(() => this.retiring.delete(retired));
    this.retiring.add(retired);
  }

  private refuseWhenFull(): void {
    const { hasPlace, waiting } = this.gate;
    if (hasPlace || waiting < this.capacity.queueLimit) return;
    const retryAfterMs = Math.ceil((this.meanTryOnMs * (waiting + 1)) / this.capacity.workers);
    throw new InferenceBusyError(waiting, retryAfterMs);
  }
}

async function startEngine(
  { registry, preference, logger }: OnnxInferenceOptions,
  sizes: { workers: number; threadsPerSession: number; entry: URL },
  modelId: string,
): Promise<Engine> {
  const model = await registry.load(modelId);
  const { pool, start } = await WorkerPool.withModel(model, { ...sizes, preference });
  for (const { executionProvider, reason } of start.failures) {
    logger.event('warn', 'execution provider unavailable, trying the next', { executionProvider, reason });
  }
  const { executionProvider } = start;
  const { workers, threadsPerSession } = sizes;
  logger.event('info', 'model ready', { modelId, executionProvider, workers, threadsPerSession });
  return { model, pool, start };
}

/** Buffers arrive from other threads as plain byte arrays. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
