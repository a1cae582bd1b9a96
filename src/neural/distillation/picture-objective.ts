import { binaryCrossEntropy } from '../graph/operators/activations.js';
import { add, mul, sub } from '../graph/operators/arithmetic.js';
import { indicator, less } from '../graph/operators/compare.js';
import { maxOver } from '../graph/operators/max-over.js';
import { mean } from '../graph/operators/mean.js';
import { maxPool } from '../graph/operators/pooling.js';
import { blend } from '../graph/operators/blend.js';
import { stopGradient } from '../graph/operators/stop-gradient.js';
import { abs } from '../graph/operators/transcendental.js';
import type { Tensor } from '../graph/tensor.js';
import { l1, maskedL1 } from '../losses/reconstruction.js';
import type { LossWeights } from './loss-weights.js';
import { type TryOnTensors } from './network-family.js';
import type { PerceptualDistance } from './perceptual-distance.js';
import type { WornGarment } from './warp-objective.js';

/** A try-on as training judges it. */
export interface JudgedTryOn {
  readonly tryOn: Tensor;
  readonly loss: Tensor;
}

/**
 * Generation loss (PF-AFN, section 3.1): L1 and perceptual distance of try-on and rendered person to the photo, and the
 * composition mask. By `weights.composition` that mask is the release's, cut to the worn garment and drawn towards 1, or
 * it is drawn towards the part of the warped garment that is truly visible, so that it learns what lies in front of it.
 */
export function pictureObjective(
  outputs: TryOnTensors,
  worn: WornGarment,
  weights: LossWeights,
  perceptual: PerceptualDistance | undefined,
): JudgedTryOn {
  const { warpedGarment, warpedMask, composition, rendered } = outputs;
  const isReleased = weights.composition === 'released';
  const used = isReleased ? mul(composition, worn.mask) : composition;
  const tryOn = isReleased ? blend(warpedGarment, rendered, used) : outputs.tryOn;
  const wanted = isReleased ? 1 : stopGradient(mul(warpedMask, worn.mask));
  const terms = [
    mul(l1(tryOn, worn.photo), weights.pictureL1),
    mul(l1(rendered, worn.photo), weights.renderedL1),
    mul(mean(abs(sub(used, wanted))), weights.compositionWeight),
  ];
  if (perceptual && weights.picturePerceptual > 0) {
    terms.push(mul(perceptual(tryOn, worn.photo), weights.picturePerceptual));
  }
  if (perceptual && weights.renderedPerceptual > 0) {
    terms.push(mul(perceptual(rendered, worn.photo), weights.renderedPerceptual));
  }
  return { tryOn, loss: terms.reduce(add) };
}

/**
 * Extra weight on skin that the person image hides and the photo shows (PF-AFN, supplement): L1 over the whole picture
 * of what lies in the region.
 *
 * @param region [B, 1, H, W], 0/1
 */
export function skinObjective(
  tryOn: Tensor,
  photo: Tensor,
  region: Tensor,
  weights: LossWeights,
  perceptual: PerceptualDistance | undefined,
): Tensor {
  const [found, wanted] = [mul(tryOn, region), mul(photo, region)];
  const exact = mul(l1(found, wanted), weights.skinL1);
  if (!perceptual || weights.skinPerceptual === 0) return exact;
  return add(exact, mul(perceptual(found, wanted), weights.skinPerceptual));
}

/** Largest channel difference, of 2, at which a pixel of the person image counts as that of the photo. */
const SAME_PIXEL = 0.12;

/** 1 where the person image shows what the photo shows: [B, 1, H, W]. */
export function unchangedPixels(person: Tensor, photo: Tensor): Tensor {
  return indicator(less(maxOver(abs(sub(person, photo)), [1], true), SAME_PIXEL));
}

/**
 * Teaches which pixels of the photo may stay: cross-entropy with those that are unchanged, shrunk by a pixel, and L1 of
 * the raw painting outside of the worn garment.
 */
export function preservationObjective(
  { painted, logit }: NonNullable<TryOnTensors['preservation']>,
  person: Tensor,
  { photo, mask }: WornGarment,
  weights: LossWeights,
): Tensor {
  const changed = sub(1, unchangedPixels(person, photo));
  const kept = sub(1, maxPool(changed, { kernel: 3, stride: 1, padding: 1 }));
  const decided = mean(binaryCrossEntropy(logit, stopGradient(kept)));
  const painting = maskedL1(painted, photo, sub(1, mask));
  return add(mul(decided, weights.preservation), mul(painting, weights.paintingL1));
}
