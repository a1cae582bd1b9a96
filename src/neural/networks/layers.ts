import type { Tensor } from '../graph/tensor.js';
import { conv, type ConvolutionOptions } from '../graph/operators/convolution.js';
import { knownSize } from '../graph/shape.js';
import { filledWith, heNormal, type Parameters } from './parameters.js';

/** A convolution with its own weights `weight` and `bias`. */
export interface LayerOptions extends Omit<ConvolutionOptions, 'bias'> {
  /** Side of the filter; default 3. */
  readonly kernel?: number;
  /** Default true. */
  readonly bias?: boolean;
  /** See `heNormal`; default 2. */
  readonly gain?: number;
}

/** Convolves an image to that many channels, padded so that stride 1 keeps the size. */
export function convolution(
  parameters: Parameters,
  x: Tensor,
  channels: number,
  { kernel = 3, bias = true, gain = 2, groups = 1, ...options }: LayerOptions = {},
): Tensor {
  const shape = [channels, knownSize(x.shape[1]) / groups, kernel, kernel];
  const filter = parameters.weight('weight', shape, heNormal(gain));
  return conv(x, filter, {
    padding: (kernel - 1) / 2,
    groups,
    ...options,
    ...(bias && { bias: parameters.weight('bias', [channels], filledWith(0)) }),
  });
}
