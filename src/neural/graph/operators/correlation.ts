import { expectRank, knownSize, sameShape, ShapeError } from '../shape.js';
import { explained, type Tensor } from '../tensor.js';
import { mul } from './arithmetic.js';
import { concat } from './concat.js';
import { matmul, swapLast } from './matmul.js';
import { reshape } from './reshape.js';
import { pad, padImage, slice } from './slice.js';
import { transpose } from './transpose.js';

/** Displacements, in pixels: both ends belong to it. */
export interface Reach {
  readonly down: readonly [from: number, to: number];
  readonly across: readonly [from: number, to: number];
}

/** FlowNet's: three pixels each way. */
const SQUARE: Reach = { down: [-3, 3], across: [-3, 3] };

/**
 * How alike two feature maps are at each displacement: mean over channels of a(y, x) · b(y + dy, x + dx), 0 outside
 * (FlowNet's correlation layer, Dosovitskiy et al. 2015, eq. 1, with patches of one pixel).
 *
 * Each row of `a` is multiplied with all rows of `b` that it reaches, and the bands around the diagonals are taken:
 * several times the arithmetic, but matrix products are tens of times faster than products and sums of single maps.
 *
 * @param a [B, C, H, W]
 * @param b the same shape
 * @param reach default ±3 both ways, 49 displacements
 * @returns [B, displacements, H, W], dy outer, dx inner
 */
export function correlation(a: Tensor, b: Tensor, { down, across }: Reach = SQUARE): Tensor {
  const [channels, height, width] = explained('correlation', [a, b], () => mapSize(a, b));
  const [batch = 1] = a.shape;
  const [tall, wide] = [down, across].map(([from, to]) => to - from + 1) as [number, number];
  // One column more than is reached, and not after the last row, makes the skewed rows below whole numbers of these.
  const pitch = width + wide;
  const columns = tall * pitch - 1;
  const framed = padImage(b, [-down[0], -across[0], down[1], across[1] + 1]);
  const others = reshape(transpose(framed, [0, 2, 3, 1]), [batch, height + tall - 1, pitch * channels]);
  const reached = Array.from({ length: tall }, (_, row) => {
    const to = (row === tall - 1 ? pitch - 1 : pitch) * channels;
    return slice(others, { axis: 1, from: row, to: row + height }, { axis: 2, from: 0, to });
  });
  const table = reshape(concat(reached, 2), [batch, height, columns, channels]);
  const rows = transpose(mul(a, 1 / channels), [0, 2, 3, 1]);
  const products = reshape(matmul(rows, swapLast(table)), [batch, height, width * columns]);
  // Read with rows one longer, what lay on diagonals lies in columns: [B, H, W, tall · pitch].
  const skewed = pad(products, [
    [0, 0],
    [0, 0],
    [0, width],
  ]);
  const bands = reshape(skewed, [batch, height, width, tall, pitch]);
  const found = reshape(slice(bands, { axis: 4, from: 0, to: wide }), [batch, height, width, tall * wide]);
  return transpose(found, [0, 3, 1, 2]);
}

function mapSize(a: Tensor, b: Tensor): [channels: number, height: number, width: number] {
  expectRank(a.shape, 4, 'a feature map');
  if (!sameShape(a.shape, b.shape)) throw new ShapeError('the feature maps differ in shape');
  return [knownSize(a.shape[1]), knownSize(a.shape[2]), knownSize(a.shape[3])];
}
