import { knownSize } from '../../graph/shape.js';
import type { Tensor } from '../../graph/tensor.js';
import { leakyRelu } from '../../graph/operators/activations.js';
import { add } from '../../graph/operators/arithmetic.js';
import { enlargeNearest } from '../../graph/operators/resize.js';
import { convolution } from '../layers.js';
import type { Parameters } from '../parameters.js';

/** Slope of every leaky ReLU of the student. */
export const SLOPE = 0.1;

/** Gain of last convolutions of a block or head, so that it begins by changing next to nothing. */
export const NEAR_ZERO = 1e-4;

/** x + f(x) with two convolutions: [B, C, H, W] → the same. */
export function residualBlock(parameters: Parameters, x: Tensor): Tensor {
  const channels = knownSize(x.shape[1]);
  const hidden = leakyRelu(convolution(parameters.at('first'), x, channels), SLOPE);
  const change = convolution(parameters.at('second'), hidden, channels, { gain: NEAR_ZERO });
  return leakyRelu(add(x, change), SLOPE);
}

/** Halves the size and refines: [B, C, H, W] → [B, channels, H/2, W/2]. */
export function downBlock(parameters: Parameters, x: Tensor, channels: number): Tensor {
  const halved = leakyRelu(convolution(parameters.at('down'), x, channels, { stride: 2 }), SLOPE);
  return residualBlock(parameters.at('residual'), halved);
}

/**
 * A feature pyramid (Lin et al. 2017): five halvings, then top-down from 1/32 to 1/4.
 *
 * @returns levels at 1/4, 1/8, 1/16 and 1/32, [B, pyramid, h, w] each
 */
export function encode(
  parameters: Parameters,
  image: Tensor,
  { encoder, pyramid }: { readonly encoder: readonly number[]; readonly pyramid: number },
): Tensor[] {
  const [first = 1, ...others] = encoder;
  const start = leakyRelu(convolution(parameters.at('stem'), image, first, { stride: 2 }), SLOPE);
  const stages = others.reduce<Tensor[]>(
    (done, channels, i) => [
      ...done,
      downBlock(parameters.at(`stage${i + 1}`), done.at(-1) ?? start, channels),
    ],
    [],
  );
  const levels: Tensor[] = [];
  for (const [i, stage] of [...stages.entries()].reverse()) {
    const lateral = convolution(parameters.at(`lateral${i + 1}`), stage, pyramid, { kernel: 1, gain: 1 });
    const above = levels[0];
    levels.unshift(above ? add(lateral, enlargeNearest(above, 2)) : lateral);
  }
  return levels;
}
