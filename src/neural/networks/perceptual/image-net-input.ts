import { constant } from '../../graph/constant.js';
import { add, mul } from '../../graph/operators/arithmetic.js';
import type { Tensor } from '../../graph/tensor.js';

/** Of ImageNet's pictures in 0…1, RGB, as torchvision's networks were trained. */
const MEAN = [0.485, 0.456, 0.406];
const DEVIATION = [0.229, 0.224, 0.225];

/** An image [B, 3, H, W] of −1…1, RGB, as torchvision's networks want it: mean 0 and variance 1 over ImageNet. */
export function imageNetInput(image: Tensor): Tensor {
  const factors = DEVIATION.map((deviation) => 0.5 / deviation);
  const rest = MEAN.map((mean, channel) => (0.5 - mean) / (DEVIATION[channel] ?? 1));
  return add(mul(image, constant(factors, [1, 3, 1, 1])), constant(rest, [1, 3, 1, 1]));
}
