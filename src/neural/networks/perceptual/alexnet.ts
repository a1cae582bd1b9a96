import { relu } from '../../graph/operators/activations.js';
import { maxPool } from '../../graph/operators/pooling.js';
import type { Tensor } from '../../graph/tensor.js';
import { convolution, type LayerOptions } from '../layers.js';
import type { Parameters } from '../parameters.js';
import { imageNetInput } from './image-net-input.js';

/** Place among torchvision's layers, channels, filter, and whether the image is halved before. */
const LAYERS: readonly (readonly [
  place: number,
  channels: number,
  options: LayerOptions,
  isHalved: boolean,
])[] = [
  [0, 64, { kernel: 11, stride: 4, padding: 2 }, false],
  [3, 192, { kernel: 5 }, true],
  [6, 384, { kernel: 3 }, true],
  [8, 256, { kernel: 3 }, false],
  [10, 256, { kernel: 3 }, false],
];

/** Keys of torchvision's `alexnet` weight file that features do not need. */
export const ALEXNET_UNUSED_KEYS = /^classifier\.\d\.(weight|bias)$/;

/**
 * Features of AlexNet in its one-column form (Krizhevsky 2014) as LPIPS takes them. Weights carry torchvision's names,
 * `features.0.weight` ….
 *
 * @param image [B, 3, H, W], −1…1, RGB, sides at least 63
 * @returns relu1 [B, 64, ≈H/4, ≈W/4], relu2 [B, 192, ≈H/8, …], relu3 [B, 384, ≈H/16, …], relu4 [B, 256, …] and relu5 [B, 256, …]
 */
export function alexNetFeatures(parameters: Parameters, image: Tensor): Tensor[] {
  const features = parameters.at('features');
  let x = imageNetInput(image);
  return LAYERS.map(([place, channels, options, isHalved]) => {
    if (isHalved) x = maxPool(x, { kernel: 3, stride: 2 });
    x = relu(convolution(features.at(place), x, channels, options));
    return x;
  });
}
