import { add, div, mul, sub } from '../../graph/operators/arithmetic.js';
import { conv } from '../../graph/operators/convolution.js';
import { mean } from '../../graph/operators/mean.js';
import { reshape } from '../../graph/operators/reshape.js';
import { sum } from '../../graph/operators/sum.js';
import { sqrt } from '../../graph/operators/transcendental.js';
import { knownSize } from '../../graph/shape.js';
import type { Tensor } from '../../graph/tensor.js';
import { filledWith, type Parameters } from '../parameters.js';
import { ALEXNET_UNUSED_KEYS, alexNetFeatures } from './alexnet.js';
import { VGG16_UNUSED_KEYS, vgg16Features } from './vgg16.js';

/** Networks whose features LPIPS compares. */
export const LPIPS_BACKBONES = {
  alex: { features: alexNetFeatures, unusedKeys: ALEXNET_UNUSED_KEYS },
  vgg: { features: vgg16Features, unusedKeys: VGG16_UNUSED_KEYS },
} as const;

export type LpipsBackbone = keyof typeof LPIPS_BACKBONES;

/** Folders of names: of torchvision's network, and of the layers that LPIPS's authors trained on it. */
export const [BACKBONE_FOLDER, LINEAR_FOLDER] = ['backbone', 'linear'] as const;

/** Keeps a feature of zeros from dividing by 0. */
const EPSILON = 1e-10;

/**
 * Learned perceptual image patch similarity, version 0.1 (Zhang, Isola, Efros, Shechtman, Wang 2018, eq. 1): [B], 0 for equal
 * pictures, larger the more different. Features are scaled to length 1 at each position; their squared differences are
 * weighted by channel, averaged over positions and summed over five layers.
 *
 * Weights: `backbone.features.…` with torchvision's names, `linear.lin0.model.1.weight` … `lin4` with those of the
 * authors' files.
 *
 * @param a [B, 3, H, W], −1…1, RGB; sides at least 63 for `alex`, 16 for `vgg`
 * @param b the same shape
 */
export function lpips(parameters: Parameters, backbone: LpipsBackbone, a: Tensor, b: Tensor): Tensor {
  const { features } = LPIPS_BACKBONES[backbone];
  const [ofA, ofB] = [a, b].map((image) => features(parameters.at(BACKBONE_FOLDER), image)) as [
    Tensor[],
    Tensor[],
  ];
  const linear = parameters.at(LINEAR_FOLDER);
  const distances = ofA.map((feature, layer) => {
    const difference = sub(ofLengthOne(feature), ofLengthOne(ofB[layer]!));
    const shape = [1, knownSize(feature.shape[1]), 1, 1];
    const filter = linear.at(`lin${layer}`).weight('model.1.weight', shape, filledWith(1));
    return mean(conv(mul(difference, difference), filter), [1, 2, 3]);
  });
  return reshape(distances.reduce(add), [knownSize(a.shape[0])]);
}

function ofLengthOne(feature: Tensor): Tensor {
  return div(feature, add(sqrt(sum(mul(feature, feature), [1], true)), EPSILON));
}
