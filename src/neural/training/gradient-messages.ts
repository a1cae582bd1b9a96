/** What a thread that computes gradients is started with. */
export interface GradientWorkerSetup {
  /** The encoded graph. */
  readonly model: Uint8Array;
  /** ONNX Runtime's threads for one operator. */
  readonly threads: number;
  /** Lengths of the state vectors that the graph reads. */
  readonly inputs: ReadonlyMap<string, number>;
  /** Lengths of the vectors that the graph answers. */
  readonly outputs: ReadonlyMap<string, number>;
}

/** A tensor on its way to a thread. */
export interface TensorMessage {
  readonly name: string;
  readonly type: 'float32' | 'uint8';
  readonly data: Float32Array | Uint8Array;
  readonly shape: readonly number[];
}

/** One shard. */
export interface GradientTask {
  readonly batch: readonly TensorMessage[];
  /** State vectors, in shared memory. */
  readonly state: ReadonlyMap<string, Float32Array>;
  /** Where the vectors of the answer belong, in shared memory. */
  readonly gradients: ReadonlyMap<string, Float32Array>;
}

/** The scalars of the answer: loss and metrics. */
export type GradientAnswer = Readonly<Record<string, number>>;
