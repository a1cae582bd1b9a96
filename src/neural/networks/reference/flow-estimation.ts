import { leakyRelu } from '../../graph/operators/activations.js';
import { concat } from '../../graph/operators/concat.js';
import { correlation } from '../../graph/operators/correlation.js';
import { resizeBilinear } from '../../graph/operators/resize.js';
import { stopGradient } from '../../graph/operators/stop-gradient.js';
import { knownSize } from '../../graph/shape.js';
import type { Tensor } from '../../graph/tensor.js';
import { convolution } from '../layers.js';
import type { Parameters } from '../parameters.js';
import { compose, positionsOf, warp } from './sampling.js';
import type { ReferenceWidths } from './widths.js';

const SLOPE = 0.1;

/** What one level of the cascade found, h × w being its size. */
export interface FlowLevel {
  /** [B, 2, 2h, 2w]: the appearance flow so far, enlarged for the next level. */
  readonly flow: Tensor;
  /** Of the main and of the refine head: [B, 2, h, w], in pixels of this level. */
  readonly offsets: readonly [main: Tensor, refine: Tensor];
  /** [B, pyramid, h, w]: the condition's features. */
  readonly condition: Tensor;
}

/**
 * The cascaded appearance flow estimation (Ge et al. 2021, arXiv:2103.04559, appearance flow
 * warping module),
 * coarse to fine.
 *
 * @param parameters of `aflow_net`
 * @param garments garment features, coarse to fine: [B, pyramid, h, w]
 * @param conditions condition features of the same shapes
 */
export function flowEstimation(
  parameters: Parameters,
  garments: readonly Tensor[],
  conditions: readonly Tensor[],
  widths: ReferenceWidths,
): FlowLevel[] {
  const levels: FlowLevel[] = [];
  for (const [number, garment] of garments.entries()) {
    const condition = conditions[number] ?? garment;
    const flow = levels.at(-1)?.flow;
    const aligned = flow ? warp(garment, stopGradient(flow), 'border') : garment;
    const likeness = leakyRelu(correlation(aligned, condition), SLOPE); // [B, 49, h, w]
    const main = head(parameters.at('netMain').at(number), likeness, widths);
    const moved = flow ? compose(flow, positionsOf(main)) : positionsOf(main);

    const both = concat([warp(garment, moved, 'border'), condition]); // [B, 2·pyramid, h, w]
    const refine = head(parameters.at('netRefine').at(number), both, widths);
    const refined = compose(moved, positionsOf(refine));
    levels.push({ flow: enlarge(refined), offsets: [main, refine], condition });
  }
  return levels;
}

/** 3×3 convolutions down to an offset [B, 2, h, w]. */
function head(parameters: Parameters, x: Tensor, { heads }: ReferenceWidths): Tensor {
  const last = heads.reduce(
    (wide, channels, number) => leakyRelu(convolution(parameters.at(2 * number), wide, channels), SLOPE),
    x,
  );
  return convolution(parameters.at(2 * heads.length), last, 2, { gain: 1 });
}

function enlarge(flow: Tensor): Tensor {
  return resizeBilinear(flow, 2 * knownSize(flow.shape[2]), 2 * knownSize(flow.shape[3]));
}
