import { add } from '../../graph/operators/arithmetic.js';
import { relu } from '../../graph/operators/activations.js';
import { enlargeNearest } from '../../graph/operators/resize.js';
import { knownSize } from '../../graph/shape.js';
import type { Tensor } from '../../graph/tensor.js';
import { convolution } from '../layers.js';
import type { Parameters } from '../parameters.js';
import type { BatchNormalisation } from './batch-normalisation.js';
import type { ReferenceWidths } from './widths.js';

/** What a pyramid is made of: the release's two, `image` of the garment and `cond` of the person or the tutor's condition. */
export type PyramidName = 'image' | 'cond';

/**
 * Features of an image at 1/2, 1/4, … 1/32 of its size, each level knowing those above it (Lin et al. 2017,
 * fig. 3, but with the smoothed map going down).
 *
 * @param parameters of the warping module
 * @param image [B, C, H, W], sides multiples of 32
 * @returns coarse to fine: [B, pyramid, H/32, W/32] … [B, pyramid, H/2, W/2]
 */
export function featurePyramid(
  parameters: Parameters,
  name: PyramidName,
  image: Tensor,
  widths: ReferenceWidths,
  normalisation: BatchNormalisation,
): Tensor[] {
  const encoders = parameters.at(`${name}_features`).at('encoders');
  const stages: Tensor[] = [];
  let x = image;
  for (const [number, channels] of widths.stages.entries()) {
    x = downBlock(encoders.at(number).at(0), x, channels, normalisation);
    x = residualBlock(encoders.at(number).at(1), x, normalisation);
    x = residualBlock(encoders.at(number).at(2), x, normalisation);
    stages.unshift(x);
  }

  const topDown = parameters.at(`${name}_FPN`);
  const levels: Tensor[] = [];
  for (const [number, stage] of stages.entries()) {
    const lateral = convolution(topDown.at('adaptive').at(number), stage, widths.pyramid, { kernel: 1 });
    const above = levels.at(-1);
    const joined = above ? add(lateral, enlargeNearest(above, 2)) : lateral;
    levels.push(convolution(topDown.at('smooth').at(number), joined, widths.pyramid));
  }
  return levels;
}

/** Batch norm, ReLU, 3×3 convolution: half as large. */
function downBlock(
  parameters: Parameters,
  x: Tensor,
  channels: number,
  normalisation: BatchNormalisation,
): Tensor {
  const block = parameters.at('block');
  const active = relu(normalisation.apply(block.at(0), x));
  return convolution(block.at(2), active, channels, { stride: 2, bias: false });
}

/** Pre-activation (He et al. 2016, “Identity mappings”, fig. 4e): what is added is normalised before each convolution. */
function residualBlock(parameters: Parameters, x: Tensor, normalisation: BatchNormalisation): Tensor {
  const block = parameters.at('block');
  const channels = knownSize(x.shape[1]);
  const first = relu(normalisation.apply(block.at(0), x));
  const inner = convolution(block.at(2), first, channels, { bias: false });
  const second = relu(normalisation.apply(block.at(3), inner));
  return add(x, convolution(block.at(5), second, channels, { bias: false }));
}
