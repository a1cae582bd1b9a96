import { batchNorm } from '../../graph/operators/normalisation.js';
import { knownSize } from '../../graph/shape.js';
import type { Tensor } from '../../graph/tensor.js';
import { filledWith, type Parameters } from '../parameters.js';

/**
 * Batch normalisation by statistics that never change again, with the weights of PyTorch's `BatchNorm2d`.
 *
 * @param epsilon added to the variance, as the network was trained; default: PyTorch's 1e-5
 */
export function frozenBatchNorm(parameters: Parameters, x: Tensor, epsilon?: number): Tensor {
  const shape = [knownSize(x.shape[1])];
  const weights = {
    scale: parameters.weight('weight', shape, filledWith(1)),
    bias: parameters.weight('bias', shape, filledWith(0)),
    runningMean: parameters.statistic('running_mean', shape, filledWith(0)),
    runningVariance: parameters.statistic('running_var', shape, filledWith(1)),
  };
  return batchNorm(x, weights, epsilon);
}
