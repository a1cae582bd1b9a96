import type { NamedWeights } from '../../networks/named-weights.js';
import type { Values } from '../../runtime/graph-session.js';
import type { PlanarPicture } from '../reporting/contact-sheet.js';
import type { Trainer } from '../trainer.js';
import type { TrainingSnapshot } from '../training-state.js';
import type { LearningRateSchedule } from './learning-rate.js';
import type { StageConfig } from './run-config.js';

/** A stage with everything settled. */
export type StagePlan = Readonly<Required<StageConfig>>;

/** What a stage does, to be looked at: a row for each pair, and what the columns show. */
export interface StageView {
  readonly labels: readonly string[];
  readonly rows: readonly (readonly PlanarPicture[])[];
}

/** A stage that is being trained. */
export interface OpenStage {
  readonly trainer: Trainer;
  /** What of its weights is used afterwards: their moving average, where one is kept. */
  readonly kept: 'weights' | 'average';
  /** The batch of a step, from 0, in parts of equal size: a pure function of seed and step. */
  batch(step: number): Promise<readonly Values[]>;
  /** Pictures of what these weights do. */
  view(weights: NamedWeights): Promise<StageView>;
  close(): Promise<void>;
}

/** Makes stages ready; what a run needs to know of networks and data. */
export interface StageOpener {
  /** First weights of all networks. */
  firstWeights(): Promise<NamedWeights>;
  /**
   * @param index of the stage among those of the run
   * @param weights that it begins with; those of networks that it does not train stay as they are
   * @param snapshot where it goes on
   */
  open(
    plan: StagePlan,
    index: number,
    weights: NamedWeights,
    snapshot?: TrainingSnapshot,
  ): Promise<OpenStage>;
}

/** Steps of a stage; the last one may see a few samples more than asked for. */
export function stepsOf({ samples, batch }: StagePlan): number {
  return Math.ceil(samples / batch);
}

export function scheduleOf({ learningRate, warmUp, samples, decay }: StagePlan): LearningRateSchedule {
  return { peak: learningRate, warmUp, samples, decay };
}
