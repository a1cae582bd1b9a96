import { constant } from '../../graph/constant.js';
import { knownSize } from '../../graph/shape.js';
import type { Tensor } from '../../graph/tensor.js';
import { leakyRelu } from '../../graph/operators/activations.js';
import { add, mul } from '../../graph/operators/arithmetic.js';
import { concat } from '../../graph/operators/concat.js';
import { correlation } from '../../graph/operators/correlation.js';
import { gridSample } from '../../graph/operators/grid-sample.js';
import { resizeBilinear } from '../../graph/operators/resize.js';
import { stopGradient } from '../../graph/operators/stop-gradient.js';
import { transpose } from '../../graph/operators/transpose.js';
import { convolution } from '../layers.js';
import type { Parameters } from '../parameters.js';
import { NEAR_ZERO, SLOPE } from './encoder.js';
import type { StudentConfig } from './student-config.js';

/** Pixels of each row on which a place is compared. */
const COMPARED_COLUMNS = 8;

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
  { comparedRows, heads }: Pick<StudentConfig, 'comparedRows' | 'heads'>,
): LevelFlow[] {
  const levels: LevelFlow[] = [];
  let shift: Tensor | undefined;
  for (const [level, condition] of [...person.entries()].reverse()) {
    const features = garment[level] as Tensor;
    const here = parameters.at(`level${level}`);
    const [height, width] = condition.shape.slice(2).map(knownSize) as [number, number];
    const identity = identityFlow(height, width);
    const start = shift && resizeBilinear(shift, height, width);
    const guided = start ? warp(features, stopGradient(add(start, identity))) : features;
    const likeness = correlation(guided, condition, {
      down: around(comparedRows[level] as number),
      across: around(COMPARED_COLUMNS),
    });
    const first = head(here.at('correlation'), leakyRelu(likeness, SLOPE), heads);
    const moved = moveFurther(start, first, identity);
    const both = concat([warp(features, add(moved, identity)), condition]);
    const second = head(here.at('refinement'), both, heads);
    shift = moveFurther(moved, second, identity);
    levels.push({ flow: add(shift, identity), offsets: [first, second] });
  }
  return levels;
}

/** As many displacements as are asked for, an even number: one more after 0 than before it. */
function around(count: number): [from: number, to: number] {
  return [1 - count / 2, count / 2];
}

/** Samples an image where a flow of any smaller size says: [B, C, H, W]; its outermost pixels continue outside. */
export function warp(image: Tensor, flow: Tensor, padding: 'border' | 'zeros' = 'border'): Tensor {
  return gridSample(image, toGrid(flow), { padding, alignCorners: false });
}

/** A flow [B, 2, h, w] as sampling grid [B, h, w, 2]. */
function toGrid(flow: Tensor): Tensor {
  return transpose(flow, [0, 2, 3, 1]);
}

/** The flow that leaves everything where it is: [1, 2, height, width]. */
function identityFlow(height: number, width: number): Tensor {
  const places = new Float32Array(2 * height * width);
  for (let i = 0; i < height * width; i++) {
    places[i] = (2 * (i % width) + 1) / width - 1;
    places[height * width + i] = (2 * Math.floor(i / width) + 1) / height - 1;
  }
  return constant(places, [1, 2, height, width]);
}

/**
 * The flow so far, looked up `offset` pixels further at each place, as its difference from the identity: that of
 * flow(p + offset) = p + offset + shift(p + offset). Differences are what is enlarged and looked up, because positions
 * beyond the outermost pixels' centres would be lost.
 */
function moveFurther(shift: Tensor | undefined, offset: Tensor, identity: Tensor): Tensor {
  const [height, width] = offset.shape.slice(2).map(knownSize) as [number, number];
  const further = mul(offset, constant([2 / width, 2 / height], [1, 2, 1, 1]));
  if (!shift) return further;
  const places = toGrid(add(further, identity));
  return add(further, gridSample(shift, places, { padding: 'border', alignCorners: false }));
}

/** Convolutions that end in an offset: [B, C, h, w] → [B, 2, h, w]. */
function head(parameters: Parameters, x: Tensor, hidden: readonly number[]): Tensor {
  const features = hidden.reduce(
    (last, channels, i) => leakyRelu(convolution(parameters.at(`hidden${i}`), last, channels), SLOPE),
    x,
  );
  return convolution(parameters.at('offset'), features, 2, { gain: NEAR_ZERO });
}
