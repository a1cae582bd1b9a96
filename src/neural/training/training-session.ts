import { floats, GraphSession, type SessionOptions, type Values } from '../runtime/graph-session.js';
import { NEW_STATE, type TrainingStep } from './training-step.js';

type State = Map<string, Float32Array>;

/**
 * Runs training steps. The state lives in two sets of buffers: each step reads one and ONNX Runtime writes the other,
 * so that nothing is copied and memory stays flat.
 */
export class TrainingSession {
  private constructor(
    private readonly definition: TrainingStep,
    private readonly session: GraphSession,
    private current: State,
    private spare: State,
    private stepsDone: number,
  ) {}

  /** @param weights first values by name; those of a running average begin equal */
  static async start(
    step: TrainingStep,
    weights: ReadonlyMap<string, Float32Array>,
    options: SessionOptions = {},
  ): Promise<TrainingSession> {
    const state: State = new Map([...step.state].map(([name, length]) => [name, new Float32Array(length)]));
    for (const [name, { group, offset }] of step.places) {
      const values = weights.get(name);
      if (!values) throw new RangeError(`The weight ${name} has no first value.`);
      state.get(`weights.${group}`)?.set(values, offset);
      state.get(`average.${group}`)?.set(values, offset);
    }
    return TrainingSession.resume(step, { state, stepsDone: 0 }, options);
  }

  /** Goes on exactly where `snapshot` was taken. */
  static async resume(
    step: TrainingStep,
    { state, stepsDone }: { state: ReadonlyMap<string, Float32Array>; stepsDone: number },
    options: SessionOptions = {},
  ): Promise<TrainingSession> {
    for (const [name, length] of step.state) {
      const found = state.get(name)?.length;
      if (found !== length) throw new RangeError(`${name} needs ${length} values, not ${found ?? 'none'}.`);
    }
    const copy = new Map([...state].map(([name, values]) => [name, values.slice()]));
    const spare = new Map([...step.state].map(([name, length]) => [name, new Float32Array(length)]));
    return new TrainingSession(step, await GraphSession.open(step.model, options), copy, spare, stepsDone);
  }

  /** Steps done since the beginning. */
  get steps(): number {
    return this.stepsDone;
  }

  /** One step; answers loss, gradient norm and metrics. */
  async step(batch: Values, learningRate: number): Promise<Record<string, number>> {
    const scalars = {
      learning_rate: floats(Float32Array.of(learningRate), []),
      step: floats(Float32Array.of(this.stepsDone + 1), []),
    };
    const answer = await this.session.run(
      { ...batch, ...scalars, ...tensors(this.current, '') },
      tensors(this.spare, NEW_STATE),
    );
    [this.current, this.spare] = [this.spare, this.current];
    this.stepsDone++;
    return Object.fromEntries(
      this.definition.metrics.map((name) => [name, Number((answer[name]?.data as Float32Array)[0])]),
    );
  }

  /** A copy of everything that must be kept to go on. */
  snapshot(): { state: Map<string, Float32Array>; stepsDone: number } {
    const state = new Map([...this.current].map(([name, values]) => [name, values.slice()]));
    return { state, stepsDone: this.stepsDone };
  }

  /** The weights by name; their moving average when one is kept and asked for. */
  weights(kind: 'weights' | 'average' = 'weights'): Map<string, Float32Array> {
    return new Map(
      [...this.definition.places].map(([name, { group, offset, shape }]) => {
        const size = shape.reduce((product, side) => product * side, 1);
        const flat = this.current.get(`${kind}.${group}`);
        if (!flat) throw new RangeError(`No ${kind} is kept of ${group}.`);
        return [name, flat.slice(offset, offset + size)];
      }),
    );
  }

  async close(): Promise<void> {
    await this.session.close();
  }
}

function tensors(state: State, prefix: string): Values {
  return Object.fromEntries(
    [...state].map(([name, values]) => [prefix + name, floats(values, [values.length])]),
  );
}
