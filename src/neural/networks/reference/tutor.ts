import { concat } from '../../graph/operators/concat.js';
import { GraphError } from '../../graph/onnx-model.js';
import type { Tensor } from '../../graph/tensor.js';
import type { Parameters } from '../parameters.js';
import { BatchNormalisation } from './batch-normalisation.js';
import { generativeModule } from './generative-module.js';
import { composeTryOn, type ReferenceOptions, type ReferenceTryOn } from './try-on.js';
import { type Garment, warpingModule } from './warping-module.js';
import { PUBLISHED_WIDTHS } from './widths.js';

/** Face and hair 1, other clothes 1, DensePose 25, pose heat maps 18. */
const CONDITION_CHANNELS = 45;

/** What the parsers say about a person. */
export interface ParsedPerson {
  /** [B, 45, H, W]: face and hair, other clothes, DensePose one-hot, pose heat maps. */
  readonly condition: Tensor;
  /** [B, 3, H, W], −1…1: what of the photo stays as it is. */
  readonly preserved: Tensor;
  /** [B, 1, H, W], 0/1: the dense body-part mask. */
  readonly body: Tensor;
}

/**
 * The tutor (PB-AFN): parser-based; its try-ons are the student's input and its flows and features are distilled. Its
 * weights carry the release's names below `warp.` and `gen.`.
 *
 * @throws GraphError when the condition has not 45 channels
 */
export function referenceTutor(
  parameters: Parameters,
  { condition, preserved, body }: ParsedPerson,
  garment: Garment,
  {
    widths = PUBLISHED_WIDTHS,
    normalisation = BatchNormalisation.byRunningStatistics(),
  }: ReferenceOptions = {},
): ReferenceTryOn {
  if (condition.shape[1] !== CONDITION_CHANNELS) {
    throw new GraphError(
      `The tutor's condition must have ${CONDITION_CHANNELS} channels, not ${String(condition)}.`,
    );
  }
  const warped = warpingModule(parameters.at('warp'), condition, garment, widths, normalisation);
  const seen = concat([preserved, warped.image, warped.mask, body]); // [B, 8, H, W]
  return composeTryOn(warped, generativeModule(parameters.at('gen'), seen, widths, normalisation));
}
