import { sigmoid, tanh } from '../../graph/operators/activations.js';
import { add, mul, sub } from '../../graph/operators/arithmetic.js';
import { split } from '../../graph/operators/slice.js';
import type { Tensor } from '../../graph/tensor.js';
import type { BatchNormalisation } from './batch-normalisation.js';
import type { WarpedGarment } from './warping-module.js';
import type { ReferenceWidths } from './widths.js';

/** How a pair of modules is written down. */
export interface ReferenceOptions {
  /** Default: those of the published checkpoints. */
  readonly widths?: ReferenceWidths;
  /** Default: by running statistics. */
  readonly normalisation?: BatchNormalisation;
}

/** The pair's whole answer: pictures −1…1, masks 0…1. */
export interface ReferenceTryOn {
  readonly warped: WarpedGarment;
  /** [B, 3, H, W]: the person repainted. */
  readonly rendered: Tensor;
  /** [B, 1, H, W]: the generator's own share of the warped garment; in training it meets the worn garment's mask. */
  readonly share: Tensor;
  /** [B, 1, H, W]: that share within the warped mask. */
  readonly composition: Tensor;
  /** [B, 3, H, W]: warped · composition + rendered · (1 − composition). */
  readonly tryOn: Tensor;
}

/** Reads the generator's four channels. */
export function composeTryOn(warped: WarpedGarment, generated: Tensor): ReferenceTryOn {
  const [picture, mask] = split(generated, 1, [3, 1]) as [Tensor, Tensor];
  const [rendered, share] = [tanh(picture), sigmoid(mask)];
  const composition = mul(share, warped.mask);
  const tryOn = add(mul(warped.image, composition), mul(rendered, sub(1, composition)));
  return { warped, rendered, share, composition, tryOn };
}
