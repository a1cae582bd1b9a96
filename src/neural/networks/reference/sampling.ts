import { constant } from '../../graph/constant.js';
import { GraphError } from '../../graph/onnx-model.js';
import { add, mul } from '../../graph/operators/arithmetic.js';
import { gridSample, type GridSampleOptions } from '../../graph/operators/grid-sample.js';
import { transpose } from '../../graph/operators/transpose.js';
import { knownSize } from '../../graph/shape.js';
import type { Tensor } from '../../graph/tensor.js';

/**
 * Warps an image by an appearance flow, −1 and 1 being the centres of the outermost pixels.
 *
 * @param image [B, C, H, W]
 * @param flow [B, 2, h, w], positions x, y
 * @param padding images and features continue with their border, masks with zeros
 * @returns [B, C, h, w]
 */
export function warp(image: Tensor, flow: Tensor, padding: GridSampleOptions['padding']): Tensor {
  return gridSample(image, transpose(flow, [0, 2, 3, 1]), { padding, alignCorners: true });
}

/**
 * Offsets from each pixel's own place, in pixels, as positions: (index + offset) ÷ ((size − 1) ÷ 2) − 1.
 *
 * @param offset [B, 2, h, w], x then y
 * @returns the same shape, −1…1 over the image
 * @throws GraphError when a side is a single pixel, whose position has no scale
 */
export function positionsOf(offset: Tensor): Tensor {
  const [height, width] = [knownSize(offset.shape[2]), knownSize(offset.shape[3])];
  if (height < 2 || width < 2) {
    throw new GraphError(`A flow of ${height}×${width} cannot be placed; make the frame at least 64×64.`);
  }
  const [toX, toY] = [2 / (width - 1), 2 / (height - 1)];
  const rest = Float32Array.from({ length: 2 * height * width }, (_, at) => {
    const [x, y] = [at % width, Math.floor(at / width) % height];
    return at < height * width ? x * toX - 1 : y * toY - 1;
  });
  const scaled = mul(offset, constant([toX, toY], [1, 2, 1, 1]));
  return add(scaled, constant(rest, [1, 2, height, width]));
}

/**
 * A flow followed through another step: where the first flow leads from the place to which the step leads.
 *
 * @param flow [B, 2, h, w]
 * @param step positions, the same shape
 */
export function compose(flow: Tensor, step: Tensor): Tensor {
  return warp(flow, step, 'border');
}
