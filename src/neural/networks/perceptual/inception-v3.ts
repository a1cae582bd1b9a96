import { matmul, swapLast } from '../../graph/operators/matmul.js';
import { mean } from '../../graph/operators/mean.js';
import { maxPool } from '../../graph/operators/pooling.js';
import { resizeBilinear } from '../../graph/operators/resize.js';
import { softmax } from '../../graph/operators/softmax.js';
import { knownSize } from '../../graph/shape.js';
import type { Tensor } from '../../graph/tensor.js';
import { heNormal, type Parameters } from '../parameters.js';
import { blockA, blockB, blockC, blockD, blockE } from './inception-blocks.js';
import { layer } from './inception-layer.js';

/** Side of the pictures that the network was trained on. */
export const INCEPTION_V3_SIDE = 299;

/** Classes of the original weights, which torchvision's have not: a mark to tell them apart. */
export const INCEPTION_V3_CLASSES = 1008;

/** Keys of pytorch-fid's weight file that features do not need. */
export const INCEPTION_V3_UNUSED_KEYS = /^fc\.(weight|bias)$|\.num_batches_tracked$/;

/**
 * The features whose statistics the Fréchet inception distance compares (Heusel et al. 2017): pool3 of Inception-v3
 * (Szegedy et al. 2016) in the variant of the original FID weights, in which average pools leave the border out and the
 * last block pools by the maximum. Weights carry the names of pytorch-fid's file, `Conv2d_1a_3x3.conv.weight` ….
 *
 * @param image [B, 3, H, W], −1…1, RGB, any size; resized bilinearly without blurring to 299×299, as pytorch-fid does
 *   (whose pictures are 0…1 before it maps them to −1…1)
 * @returns [B, 2048]
 */
export function inceptionV3Pool(parameters: Parameters, image: Tensor): Tensor {
  const at = (name: string): Parameters => parameters.at(name);
  let x = resizeBilinear(image, INCEPTION_V3_SIDE, INCEPTION_V3_SIDE);
  x = layer(at('Conv2d_1a_3x3'), x, 32, [3, 3], { stride: 2, isPadded: false }); // [B, 32, 149, 149]
  x = layer(at('Conv2d_2a_3x3'), x, 32, [3, 3], { isPadded: false });
  x = layer(at('Conv2d_2b_3x3'), x, 64, [3, 3]);
  x = maxPool(x, { kernel: 3, stride: 2 }); // [B, 64, 73, 73]
  x = layer(at('Conv2d_3b_1x1'), x, 80);
  x = layer(at('Conv2d_4a_3x3'), x, 192, [3, 3], { isPadded: false });
  x = maxPool(x, { kernel: 3, stride: 2 }); // [B, 192, 35, 35]
  x = blockA(at('Mixed_5b'), x, 32);
  x = blockA(at('Mixed_5c'), x, 64);
  x = blockA(at('Mixed_5d'), x, 64); // [B, 288, 35, 35]
  x = blockB(at('Mixed_6a'), x); // [B, 768, 17, 17]
  x = blockC(at('Mixed_6b'), x, 128);
  x = blockC(at('Mixed_6c'), x, 160);
  x = blockC(at('Mixed_6d'), x, 160);
  x = blockC(at('Mixed_6e'), x, 192);
  x = blockD(at('Mixed_7a'), x); // [B, 1280, 8, 8]
  x = blockE(at('Mixed_7b'), x, 'mean');
  x = blockE(at('Mixed_7c'), x, 'max'); // [B, 2048, 8, 8]
  return mean(x, [2, 3]);
}

/**
 * Class probabilities for the inception score (Salimans et al. 2016): [B, 1008]. The last layer's bias is left out, as the
 * original program does.
 *
 * @param pooled [B, 2048], what {@link inceptionV3Pool} returns
 */
export function inceptionV3Classes(parameters: Parameters, pooled: Tensor): Tensor {
  const shape = [INCEPTION_V3_CLASSES, knownSize(pooled.shape[1])];
  const weight = parameters.at('fc').weight('weight', shape, heNormal());
  return softmax(matmul(pooled, swapLast(weight)));
}
