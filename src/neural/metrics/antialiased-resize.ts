import { constant } from '../graph/constant.js';
import { matmul } from '../graph/operators/matmul.js';
import { knownSize } from '../graph/shape.js';
import type { Tensor } from '../graph/tensor.js';

/** Sharpness of the cubic: Keys 1981, as Pillow has it. */
const A = -0.5;

/** Reach of the cubic to each side, in pixels of the coarser grid. */
const REACH = 2;

/**
 * An image resized by a cubic that is widened when it shrinks, so that nothing is skipped: Pillow's `BICUBIC` on floats,
 * which clean-fid uses (Parmar, Zhang, Zhu 2022). Values may leave the range a little at edges.
 *
 * @param x [B, C, H, W]
 * @returns [B, C, height, width]
 */
export function resizeAntialiased(x: Tensor, height: number, width: number): Tensor {
  const [fromHeight, fromWidth] = [knownSize(x.shape[2]), knownSize(x.shape[3])];
  const down = axisWeights(fromHeight, height);
  const across = axisWeights(fromWidth, width);
  const turned = across.map((_, i) => across[(i % width) * fromWidth + Math.floor(i / width)]!);
  return matmul(constant(down, [height, fromHeight]), matmul(x, constant(turned, [fromWidth, width])));
}

/** Share of each pixel in each new one: [to, from], rows of sum 1. */
function axisWeights(from: number, to: number): Float32Array {
  const weights = new Float32Array(to * from);
  const widened = Math.max(1, from / to);
  for (let out = 0; out < to; out++) {
    const centre = ((out + 0.5) * from) / to;
    const first = Math.max(0, Math.trunc(centre - REACH * widened + 0.5));
    const last = Math.min(from, Math.trunc(centre + REACH * widened + 0.5));
    const shares = Array.from({ length: last - first }, (_, i) =>
      cubic((first + i + 0.5 - centre) / widened),
    );
    const sum = shares.reduce((total, share) => total + share, 0);
    shares.forEach((share, i) => (weights[out * from + first + i] = share / sum));
  }
  return weights;
}

function cubic(at: number): number {
  const x = Math.abs(at);
  if (x < 1) return ((A + 2) * x - (A + 3)) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * A : 0;
}
