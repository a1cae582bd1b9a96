import { expectRank, knownSize, sameShape, ShapeError } from '../shape.js';
import { explained, type Tensor } from '../tensor.js';
import { mul } from './arithmetic.js';
import { concat } from './concat.js';
import { matmul } from './matmul.js';
import { reshape } from './reshape.js';
import { pad, padImage, slice } from './slice.js';
import { transpose } from './transpose.js';

/**
 * How alike two feature maps are at each displacement within ±reach: mean over channels of a(y, x) · b(y + dy, x + dx),
 * 0 outside (FlowNet's correlation layer, Dosovitskiy et al. 2015, eq. 1, with patches of one pixel).
 *
 * Each row of `a` is multiplied with a whole row of `b`, and the band around the diagonal is taken: several times the
 * arithmetic, but matrix products are tens of times faster than products and sums of single maps.
 *
 * @param a [B, C, H, W]
 * @param b the same shape
 * @returns [B, (2·reach + 1)², H, W], dy outer, dx inner
 */
export function correlation(a: Tensor, b: Tensor, reach = 3): Tensor {
  const [channels, height, width] = explained('correlation', [a, b], () => mapSize(a, b));
  const [batch = 1] = a.shape;
  const side = 2 * reach + 1;
  const wide = width + 2 * reach;
  const rows = transpose(mul(a, 1 / channels), [0, 2, 3, 1]);
  const others = transpose(padImage(b, [reach, reach, reach, reach]), [0, 2, 1, 3]);
  const bands = Array.from({ length: side }, (_, down) => {
    const products = matmul(rows, slice(others, { axis: 1, from: down, to: down + height }));
    // [B, H, W, W + 2·reach] read with rows one longer: what lay on a diagonal then lies in a column.
    const flat = reshape(products, [batch, height, width * wide]);
    const skewed = pad(flat, [
      [0, 0],
      [0, 0],
      [0, width],
    ]);
    const band = reshape(skewed, [batch, height, width, wide + 1]);
    return slice(band, { axis: 3, from: 0, to: side });
  });
  return transpose(concat(bands, 3), [0, 3, 1, 2]);
}

function mapSize(a: Tensor, b: Tensor): [channels: number, height: number, width: number] {
  expectRank(a.shape, 4, 'a feature map');
  if (!sameShape(a.shape, b.shape)) throw new ShapeError('the feature maps differ in shape');
  return [knownSize(a.shape[1]), knownSize(a.shape[2]), knownSize(a.shape[3])];
}
