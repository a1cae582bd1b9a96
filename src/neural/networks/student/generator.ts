import type { Tensor } from '../../graph/tensor.js';
import { leakyRelu } from '../../graph/operators/activations.js';
import { add } from '../../graph/operators/arithmetic.js';
import { depthToSpace } from '../../graph/operators/depth-to-space.js';
import { enlargeNearest } from '../../graph/operators/resize.js';
import { convolution } from '../layers.js';
import type { Parameters } from '../parameters.js';
import { downBlock, residualBlock, SLOPE } from './encoder.js';

/**
 * A U-Net (Ronneberger et al. 2015) that works at half of the size and below: one convolution each way there, residual
 * blocks from a quarter down. What comes from below is added to what was kept on the way down (LinkNet, Chaurasia and
 * Culurciello 2017): beside it, it would double the dearest convolutions. The last convolution holds four pixels of each
 * output channel, so that full size costs no convolution.
 *
 * @param image [B, C, H/2, W/2], H and W multiples of 32
 * @returns [B, outputs, H, W], unbounded
 */
export function generate(
  parameters: Parameters,
  image: Tensor,
  channels: readonly number[],
  outputs: number,
): Tensor {
  const [first = 1, ...deeper] = channels;
  const stem = leakyRelu(convolution(parameters.at('stem'), image, first), SLOPE);
  const skips = [stem];
  deeper.forEach((width, i) =>
    skips.push(downBlock(parameters.at(`down${i + 1}`), skips.at(-1) ?? stem, width)),
  );
  const bottom = skips.pop() ?? stem;
  const top = skips.reduceRight((below, skip, i) => {
    const here = parameters.at(`up${i}`);
    const narrow = convolution(here.at('narrow'), below, channels[i] ?? 1, { kernel: 1, gain: 1 });
    const joined = add(enlargeNearest(narrow, 2), skip);
    const mixed = leakyRelu(convolution(here.at('mix'), joined, channels[i] ?? 1), SLOPE);
    return i === 0 ? mixed : residualBlock(here.at('residual'), mixed);
  }, bottom);
  return depthToSpace(convolution(parameters.at('output'), top, outputs * 4, { gain: 0.1 }), 2);
}
