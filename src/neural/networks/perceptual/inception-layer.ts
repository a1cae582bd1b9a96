import { relu } from '../../graph/operators/activations.js';
import { conv } from '../../graph/operators/convolution.js';
import { averagePool } from '../../graph/operators/pooling.js';
import { knownSize } from '../../graph/shape.js';
import type { Tensor } from '../../graph/tensor.js';
import { heNormal, type Parameters } from '../parameters.js';
import { frozenBatchNorm } from './frozen-batch-norm.js';

/** As the network was trained. */
const EPSILON = 1e-3;

/** How a layer's filter walks. */
export interface InceptionLayerOptions {
  /** Default 1. */
  readonly stride?: number;
  /** Zeros around the image that keep its size with stride 1. Default true. */
  readonly isPadded?: boolean;
}

/** Convolution without bias, batch norm, ReLU. */
export function layer(
  parameters: Parameters,
  x: Tensor,
  channels: number,
  [height, width]: readonly [height: number, width: number] = [1, 1],
  { stride = 1, isPadded = true }: InceptionLayerOptions = {},
): Tensor {
  const shape = [channels, knownSize(x.shape[1]), height, width];
  const filter = parameters.at('conv').weight('weight', shape, heNormal());
  const [down, across] = isPadded ? [(height - 1) / 2, (width - 1) / 2] : [0, 0];
  const convolved = conv(x, filter, { stride, padding: [down, across, down, across] });
  return relu(frozenBatchNorm(parameters.at('bn'), convolved, EPSILON));
}

/** Mean of the 3×3 neighbours that exist; the border counts for nothing, unlike in torchvision's network. */
export function neighbourMean(x: Tensor): Tensor {
  return averagePool(x, { kernel: 3, stride: 1, padding: 1 });
}
