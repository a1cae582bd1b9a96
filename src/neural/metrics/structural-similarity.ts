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
const [K1, K2] = [0.01, 0.03];

/** Weights of red, green and blue in luma: ITU-R BT.601, as in the `rgb2gray` of the paper's own program. */
const LUMA = [0.299, 0.587, 0.114];

/** Grey of RGB pictures by Rec. 601, unrounded: [B, 3, H, W] → [B, 1, H, W], in the same range. */
export function grey(x: Tensor): Tensor {
  return sum(mul(x, constant(LUMA, [1, 3, 1, 1])), [1], true);
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
  const [batch, channels, height, width] = a.shape.map(knownSize) as [number, number, number, number];
  const planes = batch * channels;
  const alone = (x: Tensor): Tensor => reshape(x, [planes, 1, height, width]);
  const [x, y] = [alone(a), alone(b)];
  const moments = blur(concat([x, y, mul(x, x), mul(y, y), mul(x, y)], 0));
  const [meanX, meanY, squareX, squareY, product] = split(moments, 0, Array<number>(5).fill(planes)) as [
    Tensor,
    Tensor,
    Tensor,
    Tensor,
    Tensor,
  ];
  const [c1, c2] = [(K1 * range) ** 2, (K2 * range) ** 2];
  const means = mul(meanX, meanY);
  const squares = add(mul(meanX, meanX), mul(meanY, meanY));
  const covariance = sub(product, means);
  const variances = sub(add(squareX, squareY), squares);
  const map = div(
    mul(add(mul(means, 2), c1), add(mul(covariance, 2), c2)),
    mul(add(squares, c1), add(variances, c2)),
  );
  return mean(reshape(mean(map, [1, 2, 3]), [batch, channels]), [1]);
}

/** Gaussian mean around each position that the window fits: [N, 1, H, W] → [N, 1, H − 10, W − 10]. */
function blur(x: Tensor): Tensor {
  const taps = gaussian();
  return conv(conv(x, constant(taps, [1, 1, taps.length, 1])), constant(taps, [1, 1, 1, taps.length]));
}

function gaussian(): number[] {
  const { radius, sigma } = WINDOW;
  const heights = Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - radius) / sigma) ** 2),
  );
  const total = heights.reduce((all, height) => all + height);
  return heights.map((height) => height / total);
}
