import { sigmoid, tanh } from '../../graph/operators/activations.js';
import { mul } from '../../graph/operators/arithmetic.js';
import { blend } from '../../graph/operators/blend.js';
import { concat } from '../../graph/operators/concat.js';
import { spaceToDepth } from '../../graph/operators/depth-to-space.js';
import { resizeBilinear, shrinkArea } from '../../graph/operators/resize.js';
import { split } from '../../graph/operators/slice.js';
import { knownSize } from '../../graph/shape.js';
import type { Tensor } from '../../graph/tensor.js';
import type { Parameters } from '../parameters.js';
import { encode } from '../student/encoder.js';
import { estimateFlow, type LevelFlow, warp } from '../student/flow-estimation.js';
import { generate } from '../student/generator.js';
import type { StudentConfig } from '../student/student-config.js';

/** What the small tutor is told of a person. */
export interface TutorPerson {
  /** Everything that conditions the flow: [B, C, H, W]. */
  readonly condition: Tensor;
  /** The photo where it stays as it is, 0 elsewhere: [B, 3, H, W], −1…1. */
  readonly preserved: Tensor;
  /** 1 where it stays: [B, 1, H, W]. */
  readonly preservation: Tensor;
  /** Coarse silhouette: [B, 1, H, W], 0…1. */
  readonly body: Tensor;
  /** Heat maps of the keypoints at half of the size: [B, 18, H/2, W/2]. */
  readonly pose: Tensor;
}

/** A garment: see `StudentInputs`. */
export interface TutorGarment {
  readonly image: Tensor;
  readonly mask: Tensor;
}

/** What the small tutor answers. */
export interface TutorOutputs {
  /** Pyramid of the condition, finest level first. */
  readonly conditionFeatures: readonly Tensor[];
  /** Coarsest level first. */
  readonly levels: readonly LevelFlow[];
  /** [B, 3, H, W], −1…1. */
  readonly warpedGarment: Tensor;
  /** [B, 1, H, W], 0…1. */
  readonly warpedMask: Tensor;
  /** Share of the warped garment, [B, 1, H, W], 0…1. */
  readonly composition: Tensor;
  /** The person repainted, [B, 3, H, W], −1…1. */
  readonly rendered: Tensor;
  /** warped · composition + rendered · (1 − composition), and the photo where it is preserved: [B, 3, H, W]. */
  readonly tryOn: Tensor;
}

/**
 * A parser-based tutor (PB-AFN; Ge et al. 2021, section 3.1) of the student's size: the student's cascade and generator,
 * conditioned on what parsers say. What is preserved is not painted: its pixels are the photo's.
 */
export function tutor(
  parameters: Parameters,
  config: StudentConfig,
  { condition, preserved, preservation, body, pose }: TutorPerson,
  { image, mask }: TutorGarment,
): TutorOutputs {
  const [height, width] = image.shape.slice(2).map(knownSize) as [number, number];
  const conditionFeatures = encode(parameters.at('person'), condition, config);
  const garmentFeatures = encode(parameters.at('garment'), concat([image, mask]), config);
  const levels = estimateFlow(parameters.at('flow'), conditionFeatures, garmentFeatures, config);
  const full = resizeBilinear((levels.at(-1) as LevelFlow).flow, height, width);
  const [warpedGarment, warpedMask] = [warp(image, full), warp(mask, full, 'zeros')];

  const seen = concat([
    spaceToDepth(concat([preserved, preservation, body]), 2),
    shrinkArea(concat([warpedGarment, warpedMask]), height / 2, width / 2),
    pose,
  ]);
  const raw = generate(parameters.at('generator'), seen, config.generator, 4);
  const [paint, shareLogit] = split(raw, 1, [3, 1]) as [Tensor, Tensor];
  const rendered = tanh(paint);
  const composition = mul(sigmoid(shareLogit), warpedMask);
  const painted = blend(warpedGarment, rendered, composition);
  return {
    conditionFeatures,
    levels,
    warpedGarment,
    warpedMask,
    composition,
    rendered,
    tryOn: blend(preserved, painted, preservation),
  };
}
