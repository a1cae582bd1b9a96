import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { encodeModel } from '../graph/onnx-model.js';
import { floats, GraphSession, type Values } from '../runtime/graph-session.js';
import type {
  GradientAnswer,
  GradientTask,
  GradientWorkerSetup,
  TensorMessage,
} from './gradient-messages.js';
import type { Trainer } from './trainer.js';
import { TrainingState, type TrainingSnapshot } from './training-state.js';
import { isReadByGradient, type TrainingParts } from './training-step.js';

/** How the threads are started. */
export interface ParallelOptions {
  /** ONNX Runtime's threads for one operator in each worker thread; default 1. */
  readonly threads?: number;
  /** Compiled entry of the worker threads; default: the one beside this file. */
  readonly entry?: URL;
}

/**
 * Data-parallel training in one process: each shard of a batch is differentiated in a worker thread of its own, then
 * the weights move once by the mean gradient. On CPUs two threads with half a batch each do more than one graph whose
 * operators are spread over two. The same seed gives the same numbers, whichever thread is first.
 */
export class ParallelTraining implements Trainer {
  private constructor(
    private readonly parts: TrainingParts,
    private readonly state: TrainingState,
    private readonly update: GraphSession,
    private readonly piscina: Piscina<GradientTask, GradientAnswer>,
    private readonly shared: SharedVectors,
  ) {}

  /** @param weights first values by name, see {@link TrainingState.first} */
  static async start(
    parts: TrainingParts,
    weights: ReadonlyMap<string, Float32Array>,
    options: ParallelOptions = {},
  ): Promise<ParallelTraining> {
    return ParallelTraining.open(parts, TrainingState.first(parts, weights), options);
  }

  /** Goes on exactly where `snapshot` was taken. */
  static async resume(
    parts: TrainingParts,
    snapshot: TrainingSnapshot,
    options: ParallelOptions = {},
  ): Promise<ParallelTraining> {
    return ParallelTraining.open(parts, TrainingState.from(parts, snapshot), options);
  }

  private static async open(
    parts: TrainingParts,
    state: TrainingState,
    { threads = 1, entry = new URL('./gradient.worker.js', import.meta.url) }: ParallelOptions,
  ): Promise<ParallelTraining> {
    const update = await GraphSession.open(parts.update);
    const setup: GradientWorkerSetup = {
      model: encodeModel(parts.gradient),
      threads,
      ...vectorsOf(parts),
    };
    const piscina = new Piscina<GradientTask, GradientAnswer>({
      filename: fileURLToPath(entry),
      minThreads: parts.shards,
      maxThreads: parts.shards,
      concurrentTasksPerWorker: 1,
      atomics: 'disabled',
      recordTiming: false,
      workerData: setup,
    });
    return new ParallelTraining(parts, state, update, piscina, new SharedVectors(setup, parts.shards));
  }

  get steps(): number {
    return this.state.steps;
  }

  /** @throws RangeError unless there is a shard for each thread */
  async step(shards: readonly Values[], learningRate: number): Promise<Record<string, number>> {
    const { parts, state, shared } = this;
    if (shards.length !== parts.shards) {
      throw new RangeError(`${parts.shards} shards are needed, not ${shards.length}.`);
    }
    shared.write(state.vectors());
    const answers = await Promise.all(
      shards.map((shard, i) =>
        this.piscina.run({ batch: messagesOf(shard), state: shared.state, gradients: shared.gradients[i]! }),
      ),
    );
    const answer = await this.update.run(
      { ...shared.read(), ...state.inputs(learningRate) },
      state.outputs(),
    );
    state.advance();
    const norm = Number((answer.gradient_norm?.data as Float32Array)[0]);
    return Object.fromEntries(
      parts.metrics.map((name) => [name, name === 'gradient_norm' ? norm : meanOf(answers, name)]),
    );
  }

  snapshot(): TrainingSnapshot {
    return this.state.snapshot();
  }

  weights(kind: 'weights' | 'average' = 'weights'): Map<string, Float32Array> {
    return this.state.weights(kind);
  }

  async close(): Promise<void> {
    await this.piscina.close();
    await this.update.close();
  }
}

/** Memory that all threads see, and this thread's own copies, which ONNX Runtime needs. */
class SharedVectors {
  readonly state: ReadonlyMap<string, Float32Array>;
  /** One for each shard. */
  readonly gradients: readonly ReadonlyMap<string, Float32Array>[];
  private readonly own: readonly ReadonlyMap<string, Float32Array>[];

  constructor({ inputs, outputs }: Pick<GradientWorkerSetup, 'inputs' | 'outputs'>, shards: number) {
    const each = <T>(make: () => T): T[] => Array.from({ length: shards }, make);
    this.state = vectors(inputs, (length) => new Float32Array(new SharedArrayBuffer(4 * length)));
    this.gradients = each(() =>
      vectors(outputs, (length) => new Float32Array(new SharedArrayBuffer(4 * length))),
    );
    this.own = each(() => vectors(outputs, (length) => new Float32Array(length)));
  }

  write(state: ReadonlyMap<string, Float32Array>): void {
    for (const [name, values] of this.state) values.set(state.get(name) ?? []);
  }

  /** What the shards found, as inputs of the update. */
  read(): Values {
    const entries = this.own.flatMap((copies, shard) =>
      [...copies].map(([name, values]) => {
        values.set(this.gradients[shard]?.get(name) ?? []);
        return [`${name}.${shard}`, floats(values, [values.length])] as const;
      }),
    );
    return Object.fromEntries(entries);
  }
}

function vectors(
  lengths: ReadonlyMap<string, number>,
  make: (length: number) => Float32Array,
): Map<string, Float32Array> {
  return new Map([...lengths].map(([name, length]) => [name, make(length)]));
}

/** State vectors that the gradient graph reads, and vectors that it answers. */
function vectorsOf({ state }: TrainingParts): Pick<GradientWorkerSetup, 'inputs' | 'outputs'> {
  const inputs = [...state].filter(([name]) => isReadByGradient(name));
  const outputs = inputs.map(([name, length]): [string, number] => [
    name.startsWith('statistics.') ? 'statistics.next' : name.replace(/^weights/, 'gradient'),
    length,
  ]);
  return { inputs: new Map(inputs), outputs: new Map(outputs) };
}

function messagesOf(batch: Values): TensorMessage[] {
  return Object.entries(batch).map(([name, { type, data, dims }]) => {
    if (!(data instanceof Float32Array || data instanceof Uint8Array)) {
      throw new TypeError(`${name} is ${type}; batches are float32 or uint8.`);
    }
    return { name, type: data instanceof Uint8Array ? 'uint8' : 'float32', data, shape: dims };
  });
}

function meanOf(answers: readonly GradientAnswer[], name: string): number {
  return answers.reduce((sum, answer) => sum + (answer[name] ?? NaN), 0) / answers.length;
}
