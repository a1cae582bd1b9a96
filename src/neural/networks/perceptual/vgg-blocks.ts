import { relu } from '../../graph/operators/activations.js';
import { maxPool } from '../../graph/operators/pooling.js';
import type { Tensor } from '../../graph/tensor.js';
import { convolution } from '../layers.js';
import type { Parameters } from '../parameters.js';
import { imageNetInput } from './image-net-input.js';

/**
 * The convolutional part of a VGG network (Simonyan and Zisserman 2015, table 1): 3×3 convolutions with ReLU; a block ends
 * where the image is halved. Weights carry torchvision's names, `features.0.weight` ….
 *
 * @param image [B, 3, H, W], −1…1, RGB, sides at least 16
 * @param blocks channels of the convolutions of each block
 * @returns what each ReLU makes, by block
 */
export function vggBlocks(
  parameters: Parameters,
  image: Tensor,
  blocks: readonly (readonly number[])[],
): Tensor[][] {
  const features = parameters.at('features');
  let x = imageNetInput(image);
  let place = 0;
  return blocks.map((widths, block) => {
    if (block > 0) {
      x = maxPool(x, { kernel: 2 });
      place += 1;
    }
    return widths.map((channels) => {
      x = relu(convolution(features.at(place), x, channels));
      place += 2;
      return x;
    });
  });
}
