import { add, mul } from '../graph/operators/arithmetic.js';
import { shrinkArea } from '../graph/operators/resize.js';
import { knownSize } from '../graph/shape.js';
import type { Tensor } from '../graph/tensor.js';
import { l1 } from '../losses/reconstruction.js';
import { secondOrderSmoothness, totalVariation } from '../losses/smoothness.js';
import type { GarmentTensors } from './batch-inputs.js';
import type { LossWeights } from './loss-weights.js';
import type { NetworkFamily, TryOnTensors } from './network-family.js';
import type { PerceptualDistance } from './perceptual-distance.js';

/** Smallest side on which feature networks look. */
const PERCEPTUAL_SIDE = 32;

/** Smallest side on which second differences are taken. */
const SMOOTHNESS_SIDE = 3;

/** A garment as it is truly worn. */
export interface WornGarment {
  /** The photo, [B, 3, H, W]. */
  readonly photo: Tensor;
  /** Where the garment is, [B, 1, H, W], 0/1. */
  readonly mask: Tensor;
}

/**
 * Warping loss (PF-AFN, eq. 2–5): Σ over levels n, 1 being the coarsest, of n · L1 and perceptual distance of the warped
 * garment to the worn one, L1 of the masks, second-order smoothness of the flow, total variation of the offsets.
 */
export function warpObjective(
  family: NetworkFamily,
  { levels, warpedGarment, warpedMask }: TryOnTensors,
  garment: GarmentTensors,
  worn: WornGarment,
  weights: LossWeights,
  perceptual: PerceptualDistance | undefined,
): Tensor {
  const wornPicture = mul(worn.photo, worn.mask);
  const terms: Tensor[] = [];
  levels.forEach(({ flow, offsets }, i) => {
    const n = i + 1;
    const [height, width] = flow.shape.slice(2).map(knownSize) as [number, number];
    const isFull = height === worn.photo.shape[2];
    const shrunk = (x: Tensor): Tensor => shrinkArea(x, height, width);
    const picture = isFull ? warpedGarment : family.warp(shrunk(garment.image), flow, 'border');
    const mask = isFull ? warpedMask : family.warp(shrunk(garment.mask), flow, 'zeros');
    terms.push(...likeness(picture, mask, shrunk(wornPicture), shrunk(worn.mask), n, weights, perceptual));
    if (weights.smoothness > 0 && Math.min(height, width) >= SMOOTHNESS_SIDE) {
      terms.push(mul(secondOrderSmoothness(flow), weights.smoothness * n));
    }
    if (weights.offsetVariation > 0) {
      terms.push(...offsets.map((offset) => mul(totalVariation(offset), weights.offsetVariation)));
    }
  });
  const isCovered = levels.at(-1)?.flow.shape[2] === worn.photo.shape[2];
  if (!isCovered) {
    const n = levels.length + 1;
    terms.push(...likeness(warpedGarment, warpedMask, wornPicture, worn.mask, n, weights, perceptual));
  }
  return terms.reduce(add);
}

function likeness(
  picture: Tensor,
  mask: Tensor,
  wornPicture: Tensor,
  wornMask: Tensor,
  n: number,
  { warpL1, warpPerceptual, warpMask }: LossWeights,
  perceptual: PerceptualDistance | undefined,
): Tensor[] {
  const terms = [mul(l1(picture, wornPicture), warpL1 * n), mul(l1(mask, wornMask), warpMask * n)];
  const isSeen = Math.min(knownSize(picture.shape[2]), knownSize(picture.shape[3])) >= PERCEPTUAL_SIDE;
  if (perceptual && warpPerceptual > 0 && isSeen) {
    terms.push(mul(perceptual(picture, wornPicture), warpPerceptual * n));
  }
  return terms;
}
