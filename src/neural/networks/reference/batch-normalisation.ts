import { add } from '../../graph/operators/arithmetic.js';
import {
  batchNorm,
  batchNormTraining,
  type BatchNormParameters,
} from '../../graph/operators/normalisation.js';
import { knownSize } from '../../graph/shape.js';
import type { Tensor } from '../../graph/tensor.js';
import { filledWith, type Parameters } from '../parameters.js';

/**
 * How all batch normalisations of a network work while it is written down: by the running statistics, or, in training,
 * by those of the batch; then it gathers what the running ones become.
 */
export class BatchNormalisation {
  private readonly moved = new Map<string, Tensor>();

  private constructor(private readonly isTraining: boolean) {}

  /** As trained networks are used. */
  static byRunningStatistics(): BatchNormalisation {
    return new BatchNormalisation(false);
  }

  /** As networks are trained: each batch by its own mean and variance. */
  static byBatch(): BatchNormalisation {
    return new BatchNormalisation(true);
  }

  /**
   * New values of the running statistics by the names of their parameters, to be outputs of the training step beside
   * the new weights. Empty without training.
   */
  get newStatistics(): ReadonlyMap<string, Tensor> {
    return this.moved;
  }

  /** Normalises the channels of x [B, C, H, W] with PyTorch's five weights of `BatchNorm2d`. */
  apply(parameters: Parameters, x: Tensor): Tensor {
    const shape = [knownSize(x.shape[1])];
    const weights: BatchNormParameters = {
      scale: parameters.weight('weight', shape, filledWith(1)),
      bias: parameters.weight('bias', shape, filledWith(0)),
      runningMean: parameters.statistic('running_mean', shape, filledWith(0)),
      runningVariance: parameters.statistic('running_var', shape, filledWith(1)),
    };
    const batches = parameters.statistic('num_batches_tracked', [], filledWith(0));
    if (!this.isTraining) return batchNorm(x, weights);
    const { output, runningMean, runningVariance } = batchNormTraining(x, {
      ...weights,
      runningMean: this.latest(weights.runningMean),
      runningVariance: this.latest(weights.runningVariance),
    });
    this.move(weights.runningMean, runningMean);
    this.move(weights.runningVariance, runningVariance);
    this.move(batches, add(this.latest(batches), 1));
    return output;
  }

  /** A layer that is used twice in a step moves its statistics twice. */
  private latest(statistic: Tensor): Tensor {
    return this.moved.get(nameOf(statistic)) ?? statistic;
  }

  private move(statistic: Tensor, value: Tensor): void {
    this.moved.set(nameOf(statistic), value);
  }
}

function nameOf({ source }: Tensor): string {
  return 'name' in source ? source.name : '';
}
