import { add, mul } from '../graph/operators/arithmetic.js';
import { max, min } from '../graph/operators/extremes.js';
import type { Tensor } from '../graph/tensor.js';

/** A picture of −1…1 as a screen shows it: 0…1, what lies outside clipped. */
export function shownPicture(x: Tensor): Tensor {
  return min(max(mul(add(x, 1), 0.5), 0), 1);
}
