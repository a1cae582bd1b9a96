import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { encodeModel, type OnnxModel } from '../graph/onnx-model.js';

/** Values by name. */
export type Values = Readonly<Record<string, OrtTensor>>;

/** Where and how a graph runs. */
export interface SessionOptions {
  /** ONNX Runtime's execution provider; default `cpu`. */
  readonly provider?: 'cpu' | 'webgpu' | 'cuda';
  /** Threads for one operator; default: ONNX Runtime's choice, one for each core. */
  readonly threads?: number;
}

/** A graph made ready to run. `run` blocks the event loop, so that long work belongs into a worker thread. */
export class GraphSession {
  private constructor(private readonly session: InferenceSession) {}

  static async open(model: OnnxModel | Uint8Array, options: SessionOptions = {}): Promise<GraphSession> {
    const { provider = 'cpu', threads } = options;
    const bytes = model instanceof Uint8Array ? model : encodeModel(model);
    const session = await InferenceSession.create(bytes, {
      executionProviders: [provider],
      ...(threads !== undefined && { intraOpNumThreads: threads }),
      logSeverityLevel: 3,
    });
    return new GraphSession(session);
  }

  /**
   * Runs once.
   *
   * @param outputs tensors into which results are written in place; those not named are made anew
   */
  async run(inputs: Values, outputs: Values = {}): Promise<Values> {
    const fetches = Object.fromEntries(this.session.outputNames.map((name) => [name, outputs[name] ?? null]));
    return this.session.run(inputs, fetches);
  }

  async close(): Promise<void> {
    await this.session.release();
  }
}

/** A float32 tensor as ONNX Runtime wants it; the memory is shared. */
export function floats(data: Float32Array, shape: readonly number[]): OrtTensor {
  return new OrtTensor('float32', data, shape);
}
