import { constant } from '../graph/constant.js';
import { add, div, mul, sub } from '../graph/operators/arithmetic.js';
import { concat } from '../graph/operators/concat.js';
import { conv } from '../graph/operators/convolution.js';
import { mean } from '../graph/operators/mean.js';
import { reshape } from '../graph/operators/reshape.js';
import { split } from '../graph/operators/slice.js';
import { sum } from '../graph/operators/sum.js';
import { knownSize } from '../graph/shape.js';
import type { Tensor } from '../graph/tensor.js';

/** Constants of Wang et al. 2004, section III-C: an 11×11 Gaussian window of σ 1.5. */
const WINDOW = { radius: 5, sigma: 1.5 };
/** Side of the window in pixels. */
export const WINDOW_SIDE = 2 * WINDOW.radius + 1;

const [K1, K2] = [0.01, 0.03];

/** Weights of red, green and blue in luma: ITU-R BT.601, as in the `rgb2gray` of the paper's own program. */
const LUMA = [0.299, 0.587, 0.114];

/** Grey of RGB pictures by Rec. 601, unrounded: [B, 3, H, W] → [B, 1, H, W], in the same range. */
export function grey(x: Tensor): Tensor {
  return sum(mul(x, constant(LUMA, [1, 3, 1, 1])), [1], true);
}

/** What SSIM is made of at each position at which the window lies inside the picture: [B·C, 1, H − 10, W − 10] each. */
export interface SimilarityMaps {
  /** Luminance, contrast and structure together (eq. 13). */
  readonly similarity: Tensor;
  /** Contrast and structure alone, which MS-SSIM takes of the finer scales. */
  readonly contrast: Tensor;
}

/**
 * Structural similarity (Wang, Bovik, Sheikh, Simoncelli 2004, eq. 13): [B], the mean over all channels and over the
 * positions at which the window lies inside the picture. Equals scikit-image's `structural_similarity` with
 * `gaussian_weights=True, sigma=1.5, use_sample_covariance=False`.
 *
 * @param a [B, C, H, W] with H and W of at least 11, black is 0
 * @param b the same shape
 * @param range value of white, 1 or 255
 */
export function ssim(a: Tensor, b: Tensor, range: number): Tensor {
  return meanOfPictures(similarityMaps(a, b, range).similarity, a);
}

/** The mean of a map of {@link similarityMaps} over channels and positions, for each picture: [B]. */
export function meanOfPictures(map: Tensor, pictures: Tensor): Tensor {
  return mean(meanOfChannels(map, pictures), [1]);
}

/** The mean of a map of {@link similarityMaps} over positions, for each channel: [B, C]. */
export function meanOfChannels(map: Tensor, pictures: Tensor): Tensor {
  const [batch, channels] = pictures.shape.map(knownSize) as [number, number];
  return reshape(mean(map, [1, 2, 3]), [batch, channels]);
}

/** The maps whose mean {@link ssim} is; parameters as there. */
export function similarityMaps(a: Tensor, b: Tensor, range: number): SimilarityMaps {
  const [batch, channels, height, width] = a.shape.map(knownSize) as [number, number, number, number];
  const planes = batch * channels;
  // Moments about mid grey: variances are the same, and smaller squares leave float32 more digits of them.
  const centred = (x: Tensor): Tensor => sub(reshape(x, [planes, 1, height, width]), range / 2);
  const [x, y] = [centred(a), centred(b)];
  const moments = blur(concat([x, y, mul(x, x), mul(y, y), mul(x, y)], 0));
  const [centredX, centredY, squareX, squareY, product] = split(
    moments,
    0,
    Array<number>(5).fill(planes),
  ) as [Tensor, Tensor, Tensor, Tensor, Tensor];
  const [c1, c2] = [(K1 * range) ** 2, (K2 * range) ** 2];
  const covariance = sub(product, mul(centredX, centredY));
  const variances = sub(add(squareX, squareY), add(mul(centredX, centredX), mul(centredY, centredY)));
  const [meanX, meanY] = [add(centredX, range / 2), add(centredY, range / 2)];
  const luminance = div(
    add(mul(mul(meanX, meanY), 2), c1),
    add(add(mul(meanX, meanX), mul(meanY, meanY)), c1),
  );
  const contrast = div(add(mul(covariance, 2), c2), add(variances, c2));
  return { similarity: mul(luminance, contrast), contrast };
}

/** Gaussian mean around each position that the window fits: [N, 1, H, W] → [N, 1, H − 10, W − 10]. */
function blur(x: Tensor): Tensor {
  const taps = gaussian();
  return conv(conv(x, constant(taps, [1, 1, taps.length, 1])), constant(taps, [1, 1, 1, taps.length]));
}

function gaussian(): number[] {
  const { radius, sigma } = WINDOW;
  const heights = Array.from({ length: WINDOW_SIDE }, (_, i) => Math.exp(-0.5 * ((i - radius) / sigma) ** 2));
  const total = heights.reduce((all, height) => all + height);
  return heights.map((height) => height / total);
}
