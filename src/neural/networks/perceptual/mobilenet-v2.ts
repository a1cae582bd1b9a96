import { relu6 } from '../../graph/operators/activations.js';
import { add } from '../../graph/operators/arithmetic.js';
import { mean } from '../../graph/operators/mean.js';
import { knownSize } from '../../graph/shape.js';
import type { Tensor } from '../../graph/tensor.js';
import { convolution, type LayerOptions } from '../layers.js';
import type { Parameters } from '../parameters.js';
import { frozenBatchNorm } from './frozen-batch-norm.js';
import { imageNetInput } from './image-net-input.js';

/** Sandler et al. 2018, table 2: expansion, channels, how many blocks, stride of the first. */
const STAGES = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1],
] as const;

/** Stages whose result is the last of its size. */
const LAST_OF_SIZE = [0, 1, 2, 4, 6];

/** Keys of torchvision's `mobilenet_v2` weight file that features do not need. */
export const MOBILENET_V2_UNUSED_KEYS = /^classifier\.1\.(weight|bias)$|\.num_batches_tracked$/;

/** What MobileNetV2 sees in an image. */
export interface MobileNetV2Features {
  /** At 1/2, 1/4, 1/8, 1/16 and 1/32 of the image: 16, 24, 32, 96 and 320 channels. */
  readonly taps: readonly Tensor[];
  /** [B, 1280]: what the classifier sees. */
  readonly pooled: Tensor;
}

/**
 * Features of MobileNetV2 1.0 (Sandler et al. 2018). Weights carry torchvision's names, `features.0.0.weight` ….
 *
 * @param image [B, 3, H, W], −1…1, RGB
 */
export function mobileNetV2Features(parameters: Parameters, image: Tensor): MobileNetV2Features {
  const features = parameters.at('features');
  const taps: Tensor[] = [];
  let x = convolutionBlock(features.at(0), imageNetInput(image), 32, { stride: 2 });
  let place = 1;
  for (const [stage, [expansion, channels, count, stride]] of STAGES.entries()) {
    for (let number = 0; number < count; number++) {
      x = invertedResidual(features.at(place), x, channels, expansion, number === 0 ? stride : 1);
      place += 1;
    }
    if (LAST_OF_SIZE.includes(stage)) taps.push(x);
  }
  const last = convolutionBlock(features.at(place), x, 1280, { kernel: 1 });
  return { taps, pooled: mean(last, [2, 3]) };
}

/** Wide, each channel by itself, narrow again; added to what came in where the shape is the same (fig. 4d). */
function invertedResidual(
  parameters: Parameters,
  x: Tensor,
  channels: number,
  expansion: number,
  stride: number,
): Tensor {
  const layers = parameters.at('conv');
  const width = knownSize(x.shape[1]) * expansion;
  const isExpanded = expansion > 1;
  const wide = isExpanded ? convolutionBlock(layers.at(0), x, width, { kernel: 1 }) : x;
  const next = isExpanded ? 1 : 0;
  const filtered = convolutionBlock(layers.at(next), wide, width, { stride, groups: width });
  const narrow = convolution(layers.at(next + 1), filtered, channels, { kernel: 1, bias: false });
  const normalised = frozenBatchNorm(layers.at(next + 2), narrow);
  return stride === 1 && x.shape[1] === channels ? add(x, normalised) : normalised;
}

/** Convolution, batch norm, ReLU6. */
function convolutionBlock(
  parameters: Parameters,
  x: Tensor,
  channels: number,
  options: Omit<LayerOptions, 'bias'>,
): Tensor {
  const convolved = convolution(parameters.at(0), x, channels, { ...options, bias: false });
  return relu6(frozenBatchNorm(parameters.at(1), convolved));
}
