import type { Tensor } from '../../graph/tensor.js';
import type { Parameters } from '../parameters.js';
import { vggBlocks } from './vgg-blocks.js';

/** Channels of the convolutions of each block (configuration E); a block ends where the image is halved. */
const BLOCKS = [[64, 64], [128, 128], [256, 256, 256, 256], [512, 512, 512, 512], [512]];

/** Keys of torchvision's `vgg19` weight file that features do not need: layers after relu5_1. */
export const VGG19_UNUSED_KEYS = /^(features\.(30|32|34)|classifier\.\d)\.(weight|bias)$/;

/**
 * Features of VGG-19 (Simonyan and Zisserman 2015, table 1, E) for perceptual losses. Weights carry torchvision's names,
 * `features.0.weight` ….
 *
 * @param image [B, 3, H, W], −1…1, RGB, sides at least 16
 * @returns relu1_1 [B, 64, H, W], relu2_1 [B, 128, H/2, W/2], relu3_1 [B, 256, …], relu4_1 [B, 512, …] and relu5_1
 */
export function vgg19Features(parameters: Parameters, image: Tensor): Tensor[] {
  return vggBlocks(parameters, image, BLOCKS).flatMap(([first]) => first ?? []);
}
