import { concat } from '../../graph/operators/concat.js';
import type { Tensor } from '../../graph/tensor.js';
import type { Parameters } from '../parameters.js';
import { BatchNormalisation } from './batch-normalisation.js';
import { generativeModule } from './generative-module.js';
import { composeTryOn, type ReferenceOptions, type ReferenceTryOn } from './try-on.js';
import { type Garment, warpingModule } from './warping-module.js';
import { PUBLISHED_WIDTHS } from './widths.js';

/**
 * The student of the release (PF-AFN): parser-free, it sees the person image alone. Its weights carry the names of the
 * published checkpoints below `warp.` and `gen.`, one for each file.
 *
 * @param person [B, 3, H, W], −1…1
 */
export function referenceStudent(
  parameters: Parameters,
  person: Tensor,
  garment: Garment,
  {
    widths = PUBLISHED_WIDTHS,
    normalisation = BatchNormalisation.byRunningStatistics(),
  }: ReferenceOptions = {},
): ReferenceTryOn {
  const warped = warpingModule(parameters.at('warp'), person, garment, widths, normalisation);
  const seen = concat([person, warped.image, warped.mask]); // [B, 7, H, W]
  return composeTryOn(warped, generativeModule(parameters.at('gen'), seen, widths, normalisation));
}
