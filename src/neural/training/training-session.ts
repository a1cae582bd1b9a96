import { GraphSession, type SessionOptions, type Values } from '../runtime/graph-session.js';
import type { Trainer } from './trainer.js';
import { TrainingState, type TrainingSnapshot } from './training-state.js';
import type { TrainingStep } from './training-step.js';

/** Runs training steps that are one graph, in this thread and on any execution provider. */
export class TrainingSession implements Trainer {
  private constructor(
    private readonly definition: TrainingStep,
    private readonly session: GraphSession,
    private readonly state: TrainingState,
  ) {}

  /** @param weights first values by name, see {@link TrainingState.first} */
  static async start(
    step: TrainingStep,
    weights: ReadonlyMap<string, Float32Array>,
    options: SessionOptions = {},
  ): Promise<TrainingSession> {
    const state = TrainingState.first(step, weights);
    return new TrainingSession(step, await GraphSession.open(step.model, options), state);
  }

  /** Goes on exactly where `snapshot` was taken. */
  static async resume(
    step: TrainingStep,
    snapshot: TrainingSnapshot,
    options: SessionOptions = {},
  ): Promise<TrainingSession> {
    const state = TrainingState.from(step, snapshot);
    return new TrainingSession(step, await GraphSession.open(step.model, options), state);
  }

  get steps(): number {
    return this.state.steps;
  }

  /** @throws RangeError unless there is one shard */
  async step(shards: readonly Values[], learningRate: number): Promise<Record<string, number>> {
    const [batch] = shards;
    if (!batch || shards.length > 1) throw new RangeError(`One shard is needed, not ${shards.length}.`);
    const answer = await this.session.run(
      { ...batch, ...this.state.inputs(learningRate) },
      this.state.outputs(),
    );
    this.state.advance();
    return Object.fromEntries(
      this.definition.metrics.map((name) => [name, Number((answer[name]?.data as Float32Array)[0])]),
    );
  }

  snapshot(): TrainingSnapshot {
    return this.state.snapshot();
  }

  weights(kind: 'weights' | 'average' = 'weights'): Map<string, Float32Array> {
    return this.state.weights(kind);
  }

  async close(): Promise<void> {
    await this.session.close();
  }
}
