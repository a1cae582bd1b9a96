import { add, div, mul, sub } from '../graph/operators/arithmetic.js';
import { mean } from '../graph/operators/mean.js';
import { stopGradient } from '../graph/operators/stop-gradient.js';
import { abs } from '../graph/operators/transcendental.js';
import { decodeModel, type OnnxModel } from '../graph/onnx-model.js';
import { readModel } from '../graph/read-model.js';
import type { Tensor } from '../graph/tensor.js';
import { Parameters } from '../networks/parameters.js';
import type { NamedWeights } from '../networks/named-weights.js';
import { vgg19Features } from '../networks/perceptual/vgg19.js';

/** How far two pictures [B, 3, H, W], −1…1, are from each other as a network sees them: a scalar. */
export interface PerceptualDistance {
  (found: Tensor, wanted: Tensor): Tensor;
}

/** VGG-19's weights of relu1_1 … relu5_1 (Wang et al. 2018, pix2pixHD). */
const VGG19_WEIGHTS = [1 / 32, 1 / 16, 1 / 8, 1 / 4, 1];

/** The release's distance: mean |difference| of five layers of VGG-19 with these weights. */
export function vgg19Distance(
  weights: NamedWeights,
  ofTaps: readonly number[] = VGG19_WEIGHTS,
): PerceptualDistance {
  const parameters = Parameters.fixed(weights);
  const features = (image: Tensor) => vgg19Features(parameters, image);
  return (found, wanted) => weighted(features(found), features(wanted), ofTaps, (difference) => difference);
}

const EVENLY = [0.2, 0.2, 0.2, 0.2, 0.2];

/**
 * The distance by any feature network that is an ONNX file with one image input and one output for each tap. Each tap's
 * mean |difference| is divided by the wanted picture's mean activation, so that no tap outweighs the others by its scale.
 *
 * @param weights of the taps, in the file's order
 */
export function importedDistance(file: Uint8Array, weights: readonly number[] = EVENLY): PerceptualDistance {
  const model: OnnxModel = decodeModel(file);
  const features = (image: Tensor): Tensor[] => {
    const name = model.graph.input.find(
      (info) => !model.graph.initializer.some((stored) => stored.name === info.name),
    )?.name;
    const { outputs } = readModel(model, { [name ?? '']: image }, { weights: 'constants' });
    return Object.values(outputs);
  };
  return (found, wanted) =>
    weighted(features(found), features(wanted), weights, (difference, target) =>
      div(difference, add(mean(abs(target)), 1e-3)),
    );
}

function weighted(
  found: readonly Tensor[],
  wanted: readonly Tensor[],
  weights: readonly number[],
  scaled: (difference: Tensor, target: Tensor) => Tensor,
): Tensor {
  const terms = weights.flatMap((weight, i) => {
    const [a, b] = [found[i], wanted[i]];
    if (!a || !b || weight === 0) return [];
    const target = stopGradient(b);
    return [mul(scaled(mean(abs(sub(a, target))), target), weight)];
  });
  return terms.reduce(add);
}
