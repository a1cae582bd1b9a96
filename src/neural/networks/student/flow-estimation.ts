import { constant } from '../../graph/constant.js';
import { knownSize } from '../../graph/shape.js';
import type { Tensor } from '../../graph/tensor.js';
import { leakyRelu } from '../../graph/operators/activations.js';
import { add, mul } from '../../graph/operators/arithmetic.js';
import { concat } from '../../graph/operators/concat.js';
import { correlation } from '../../graph/operators/correlation.js';
import { gridSample, sampleRows } from '../../graph/operators/grid-sample.js';
import { resizeBilinear } from '../../graph/operators/resize.js';
import { stopGradient } from '../../graph/operators/stop-gradient.js';
import { transpose } from '../../graph/operators/transpose.js';
import { convolution } from '../layers.js';
import type { Parameters } from '../parameters.js';
import { NEAR_ZERO, SLOPE } from './encoder.js';

/** What the cascade finds at one level. */
export interface LevelFlow {
  /** Where to sample the garment image, absolute, −1…1 over it (align_corners=false): [B, 2, h, w]. */
  readonly flow: Tensor;
  /** Both heads' offsets in pixels of the level: [B, 2, h, w] each. */
  readonly offsets: readonly Tensor[];
}

/**
 * Appearance flow from coarse to fine (PF-AFN, section 3.2): at each level a first offset by correlation, and a second
 * one by the warped features themselves; each moves the flow so far.
 *
 * @param person pyramid of the person, finest level first
 * @param garment pyramid of the garment, likewise
 * @returns coarsest level first
 */
export function estimateFlow(
  parameters: Parameters,
  person: readonly Tensor[],
  garment: readonly Tensor[],
  heads: readonly number[],
): LevelFlow[] {
  const levels: LevelFlow[] = [];
  for (const [level, condition] of [...person.entries()].reverse()) {
    const features = garment[level] as Tensor;
    const here = parameters.at(`level${level}`);
    const [height, width] = condition.shape.slice(2).map(knownSize) as [number, number];
    const above = levels.at(-1)?.flow;
    const start = above ? resizeBilinear(above, height, width) : identityFlow(condition);
    const guided = above ? warpFeatures(features, stopGradient(start)) : features;
    const first = head(here.at('correlation'), leakyRelu(correlation(guided, condition), SLOPE), heads);
    const moved = moveFlow(start, first);
    const both = concat([warpFeatures(features, moved), condition]);
    const second = head(here.at('refinement'), both, heads);
    levels.push({ flow: moveFlow(moved, second), offsets: [first, second] });
  }
  return levels;
}

/** Samples an image where a flow of any smaller size says: [B, C, H, W]; its outermost pixels continue outside. */
export function warp(image: Tensor, flow: Tensor, padding: 'border' | 'zeros' = 'border'): Tensor {
  return gridSample(image, toGrid(flow), { padding, alignCorners: false });
}

function warpFeatures(features: Tensor, flow: Tensor): Tensor {
  return sampleRows(features, toGrid(flow), { padding: 'border', alignCorners: false });
}

/** A flow [B, 2, h, w] as sampling grid [B, h, w, 2]. */
function toGrid(flow: Tensor): Tensor {
  return transpose(flow, [0, 2, 3, 1]);
}

/** The flow that leaves everything where it is, of the size of `like`. */
export function identityFlow(like: Tensor): Tensor {
  const [height, width] = like.shape.slice(2).map(knownSize) as [number, number];
  const places = new Float32Array(2 * height * width);
  for (let i = 0; i < height * width; i++) {
    places[i] = (2 * (i % width) + 1) / width - 1;
    places[height * width + i] = (2 * Math.floor(i / width) + 1) / height - 1;
  }
  return constant(places, [1, 2, height, width]);
}

/** The flow so far, looked up `offset` pixels further at each place: flow(p + offset). */
function moveFlow(flow: Tensor, offset: Tensor): Tensor {
  const [height, width] = offset.shape.slice(2).map(knownSize) as [number, number];
  const steps = constant([2 / width, 2 / height], [1, 2, 1, 1]);
  const places = add(identityFlow(offset), mul(offset, steps));
  if (flow.source.kind === 'constant') return places;
  return gridSample(flow, toGrid(places), { padding: 'border', alignCorners: false });
}

/** Convolutions that end in an offset: [B, C, h, w] → [B, 2, h, w]. */
function head(parameters: Parameters, x: Tensor, hidden: readonly number[]): Tensor {
  const features = hidden.reduce(
    (last, channels, i) => leakyRelu(convolution(parameters.at(`hidden${i}`), last, channels), SLOPE),
    x,
  );
  return convolution(parameters.at('offset'), features, 2, { gain: NEAR_ZERO });
}
