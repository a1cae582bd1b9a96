import type { Tensor } from '../../graph/tensor.js';
import type { Parameters } from '../parameters.js';
import type { BatchNormalisation } from './batch-normalisation.js';
import { featurePyramid } from './feature-pyramid.js';
import { flowEstimation, type FlowLevel } from './flow-estimation.js';
import { warp } from './sampling.js';
import type { ReferenceWidths } from './widths.js';

/** A garment to be warped. */
export interface Garment {
  /** [B, 3, H, W], −1…1, background 0; H and W multiples of 32, at least 64. */
  readonly image: Tensor;
  /** [B, 1, H, W], 0/1. */
  readonly mask: Tensor;
}

/** A garment in the shape in which the person wears it. */
export interface WarpedGarment {
  /** [B, 3, H, W], −1…1. */
  readonly image: Tensor;
  /** [B, 1, H, W], 0…1. */
  readonly mask: Tensor;
  /** [B, 2, H, W]: the appearance flow, positions in the garment image, ±1 at the centres of its outermost pixels. */
  readonly flow: Tensor;
  /** Coarse to fine. */
  readonly levels: readonly FlowLevel[];
  /** The garment's pyramid, coarse to fine. */
  readonly garmentFeatures: readonly Tensor[];
}

/**
 * The appearance flow warping module (AFWM): two pyramids, the flow between them, and the garment sampled by it.
 *
 * @param condition [B, C, H, W]: the person image of the student, the 45 maps of the tutor
 */
export function warpingModule(
  parameters: Parameters,
  condition: Tensor,
  garment: Garment,
  widths: ReferenceWidths,
  normalisation: BatchNormalisation,
): WarpedGarment {
  const garmentFeatures = featurePyramid(parameters, 'image', garment.image, widths, normalisation);
  const conditions = featurePyramid(parameters, 'cond', condition, widths, normalisation);
  const levels = flowEstimation(parameters.at('aflow_net'), garmentFeatures, conditions, widths);
  const flow = levels.at(-1)?.flow ?? condition;
  return {
    image: warp(garment.image, flow, 'border'),
    mask: warp(garment.mask, flow, 'zeros'),
    flow,
    levels,
    garmentFeatures,
  };
}
