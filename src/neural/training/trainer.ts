import type { Values } from '../runtime/graph-session.js';
import type { TrainingSnapshot } from './training-state.js';

/** Does training steps and holds what they change. */
export interface Trainer {
  /** Steps done since the beginning. */
  readonly steps: number;
  /**
   * One step.
   *
   * @param shards parts of the batch, of equal size
   * @returns loss, gradient norm and metrics
   */
  step(shards: readonly Values[], learningRate: number): Promise<Record<string, number>>;
  /** A copy of everything that must be kept to go on exactly. */
  snapshot(): TrainingSnapshot;
  /** Weights and statistics by name; the moving average of weights where one is kept and asked for. */
  weights(kind?: 'weights' | 'average'): Map<string, Float32Array>;
  close(): Promise<void>;
}
