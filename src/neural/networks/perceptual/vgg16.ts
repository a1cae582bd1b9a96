import type { Tensor } from '../../graph/tensor.js';
import type { Parameters } from '../parameters.js';
import { vggBlocks } from './vgg-blocks.js';

/** Channels of the convolutions of each block (configuration D). */
const BLOCKS = [
  [64, 64],
  [128, 128],
  [256, 256, 256],
  [512, 512, 512],
  [512, 512, 512],
];

/** Keys of torchvision's `vgg16` weight file that features do not need. */
export const VGG16_UNUSED_KEYS = /^classifier\.\d\.(weight|bias)$/;

/**
 * Features of VGG-16 (Simonyan and Zisserman 2015, table 1, D) as LPIPS takes them. Weights carry torchvision's names,
 * `features.0.weight` ….
 *
 * @param image [B, 3, H, W], −1…1, RGB, sides at least 16
 * @returns relu1_2 [B, 64, H, W], relu2_2 [B, 128, H/2, W/2], relu3_3 [B, 256, …], relu4_3 [B, 512, …] and relu5_3
 */
export function vgg16Features(parameters: Parameters, image: Tensor): Tensor[] {
  return vggBlocks(parameters, image, BLOCKS).flatMap((block) => block.slice(-1));
}
