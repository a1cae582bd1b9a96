import { relu } from '../../graph/operators/activations.js';
import { add } from '../../graph/operators/arithmetic.js';
import { concat } from '../../graph/operators/concat.js';
import { enlargeNearest } from '../../graph/operators/resize.js';
import { knownSize } from '../../graph/shape.js';
import type { Tensor } from '../../graph/tensor.js';
import { convolution } from '../layers.js';
import type { Parameters } from '../parameters.js';
import type { BatchNormalisation } from './batch-normalisation.js';
import type { ReferenceWidths } from './widths.js';

/** Rendered person 3, composition 1. */
const OUTPUTS = 4;

/**
 * The generative module: a Res-U-Net with as many levels as widths (Ge et al. 2021, arXiv:2103.04559; Ronneberger et
 * al. 2015 with residual blocks). Numbers are the places of the layers in the release's sequences; ReLU and enlargement
 * take places, too.
 *
 * @param x [B, C, H, W], sides multiples of 2^levels
 * @returns [B, 4, H, W], before tanh and sigmoid
 */
export function generativeModule(
  parameters: Parameters,
  x: Tensor,
  { generator: widths }: ReferenceWidths,
  normalisation: BatchNormalisation,
): Tensor {
  const layers = parameters.at('model').at('model');
  const down = relu(convolution(layers.at(0), x, widths[0] ?? 1, { stride: 2, bias: false }));
  const refined = residualBlocks([layers.at(2), layers.at(3)], down, normalisation);
  const inner = level(layers.at(4), refined, widths.slice(1), normalisation);
  return convolution(layers.at(6), enlargeNearest(inner, 2), OUTPUTS, { bias: false, gain: 1 });
}

/** Goes down a level and comes back: the outer map beside what is found below it, [B, 2·C, H, W]. */
function level(
  parameters: Parameters,
  outer: Tensor,
  [channels = 1, ...deeper]: readonly number[],
  normalisation: BatchNormalisation,
): Tensor {
  const layers = parameters.at('model');
  const isInnermost = deeper.length === 0;
  const down = convolution(layers.at(0), outer, channels, { stride: 2, bias: false });
  // Without a norm and a level below, the innermost sequence is shorter.
  const [first, up] = isInnermost ? [2, 5] : [3, 7];
  const active = relu(isInnermost ? down : normalisation.apply(layers.at(1), down));
  const refined = residualBlocks([layers.at(first), layers.at(first + 1)], active, normalisation);
  const inner = isInnermost ? refined : level(layers.at(first + 2), refined, deeper, normalisation);

  const outerChannels = knownSize(outer.shape[1]);
  const enlarged = convolution(layers.at(up), enlargeNearest(inner, 2), outerChannels, { bias: false });
  const activeUp = relu(normalisation.apply(layers.at(up + 1), enlarged));
  return concat([outer, residualBlocks([layers.at(up + 3), layers.at(up + 4)], activeUp, normalisation)]);
}

/** Post-activation (He et al. 2016, “Deep residual learning”, fig. 2): normalised after each convolution. */
function residualBlocks(blocks: readonly Parameters[], x: Tensor, normalisation: BatchNormalisation): Tensor {
  const channels = knownSize(x.shape[1]);
  return blocks.reduce((before, parameters) => {
    const block = parameters.at('block');
    const inner = convolution(block.at(0), before, channels, { bias: false });
    const active = relu(normalisation.apply(block.at(1), inner));
    const outer = convolution(block.at(3), active, channels, { bias: false });
    return relu(add(before, normalisation.apply(block.at(4), outer)));
  }, x);
}
