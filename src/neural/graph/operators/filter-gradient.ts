import { knownSize } from '../shape.js';
import type { Tensor } from '../tensor.js';
import { concat } from './concat.js';
import { matmul, swapLast } from './matmul.js';
import { reshape } from './reshape.js';
import { padImage, type Sides, slice } from './slice.js';
import { sum } from './sum.js';
import { transpose } from './transpose.js';

/**
 * Gradient of a convolution for its filter: for each position (ky, kx) of the filter a matrix product of the output's
 * gradient with the padded input shifted there.
 *
 * @param x input of the convolution, [B, C, H, W]
 * @param gradient of its output, [B, O, h, w]
 * @param filter [O, C ÷ groups, kh, kw]; only its shape counts
 */
export function filterGradient(
  x: Tensor,
  gradient: Tensor,
  filter: Tensor,
  { stride, padding, groups }: { readonly stride: number; readonly padding: Sides; readonly groups: number },
): Tensor {
  const [outputs = 1, perGroup = 1, rows = 1, columns = 1] = filter.shape.map(knownSize);
  const product =
    groups === 1 ? wholeProduct(x, gradient, padding) : groupProduct(x, gradient, padding, groups);
  const [height, width] = gradient.shape.slice(2).map(knownSize) as [number, number];
  const positions: Tensor[] = [];
  for (let ky = 0; ky < rows; ky++) {
    for (let kx = 0; kx < columns; kx++) {
      const down = { from: ky, to: ky + (height - 1) * stride + 1, step: stride };
      const across = { from: kx, to: kx + (width - 1) * stride + 1, step: stride };
      positions.push(reshape(product(down, across), [outputs * perGroup, 1]));
    }
  }
  return reshape(concat(positions, 1), filter.shape);
}

type Steps = { readonly from: number; readonly to: number; readonly step: number };
type Product = (down: Steps, across: Steps) => Tensor;

/** One large product over the whole batch: [O, B·h·w] · [B·h·w, C]. */
function wholeProduct(x: Tensor, gradient: Tensor, padding: Sides): Product {
  const [batch, channels, height, width] = [x.shape[0], x.shape[1], ...gradient.shape.slice(2)].map(
    knownSize,
  );
  const pixels = (batch ?? 1) * (height ?? 1) * (width ?? 1);
  const channelsLast = transpose(padImage(x, padding), [0, 2, 3, 1]);
  const rows = reshape(transpose(gradient, [1, 0, 2, 3]), [knownSize(gradient.shape[1]), pixels]);
  return (down, across) => {
    const shifted = slice(channelsLast, { axis: 1, ...down }, { axis: 2, ...across });
    return matmul(rows, reshape(shifted, [pixels, channels ?? 1]));
  };
}

/** A product for each group and sample, then their sum: [B, G, O ÷ G, h·w] · [B, G, h·w, C ÷ G]. */
function groupProduct(x: Tensor, gradient: Tensor, padding: Sides, groups: number): Product {
  const [batch = 1, channels = 1] = x.shape.map(knownSize);
  const [, outputs = 1, height = 1, width = 1] = gradient.shape.map(knownSize);
  const padded = padImage(x, padding);
  const rows = reshape(gradient, [batch, groups, outputs / groups, height * width]);
  return (down, across) => {
    const shifted = slice(padded, { axis: 2, ...down }, { axis: 3, ...across });
    return sum(
      matmul(rows, swapLast(reshape(shifted, [batch, groups, channels / groups, height * width]))),
      [0],
    );
  };
}
