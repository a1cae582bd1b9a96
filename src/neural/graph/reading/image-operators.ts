import { conv, type ConvolutionOptions, convTranspose } from '../operators/convolution.js';
import { gridSample } from '../operators/grid-sample.js';
import { batchNorm, instanceNorm } from '../operators/normalisation.js';
import { averagePool, maxPool, type PoolingOptions } from '../operators/pooling.js';
import { reshape } from '../operators/reshape.js';
import { enlargeNearest, resizeBilinear } from '../operators/resize.js';
import { padImage, type Sides } from '../operators/slice.js';
import { knownSize, ShapeError } from '../shape.js';
import type { Tensor } from '../tensor.js';
import type { NodeReader, ReadOperator } from './node-reader.js';

/** Operators on images [B, C, H, W]. */
export const IMAGE_OPERATORS: Readonly<Record<string, ReadOperator>> = {
  Conv: (node) => conv(node.tensor(0), node.tensor(1), walk(node)),
  ConvTranspose: (node) => {
    if (node.intList('output_shape'))
      throw new ShapeError('output_shape is not read; export with output_padding');
    return convTranspose(node.tensor(0), node.tensor(1), {
      ...walk(node),
      outputPadding: node.intList('output_padding') ?? [0, 0],
    });
  },
  BatchNormalization: batchNormalization,
  InstanceNormalization: (node) =>
    instanceNorm(node.tensor(0), node.tensor(1), node.tensor(2), node.float('epsilon', 1e-5)),
  MaxPool: (node) => {
    if (node.node.output.length > 1) throw new ShapeError('indices are not read');
    return maxPool(node.tensor(0), window(node));
  },
  AveragePool: (node) => {
    const { padding = 0, ...options } = window(node);
    if (padding === 0 || node.int('count_include_pad', 0) === 0) {
      return averagePool(node.tensor(0), { ...options, padding });
    }
    return averagePool(padImage(node.tensor(0), [padding, padding, padding, padding]), options);
  },
  Resize: resize,
  GridSample: (node) => {
    const mode = node.text('mode', 'bilinear');
    const padding = node.text('padding_mode', 'zeros');
    if (mode !== 'bilinear' && mode !== 'linear') throw new ShapeError(`mode ${mode} is not read`);
    if (padding !== 'zeros' && padding !== 'border') throw new ShapeError(`padding ${padding} is not read`);
    return gridSample(node.tensor(0), node.tensor(1), {
      padding,
      alignCorners: node.int('align_corners', 0) === 1,
    });
  },
};

function walk(node: NodeReader): ConvolutionOptions {
  const bias = node.optional(2);
  return {
    stride: same(node, 'strides'),
    padding: sides(node),
    groups: node.int('group', 1),
    ...(bias && { bias }),
  };
}

function window(node: NodeReader): PoolingOptions {
  const kernel = same(node, 'kernel_shape');
  const stride = same(node, 'strides');
  const [padding, ...others] = sides(node);
  if (others.some((width) => width !== padding))
    throw new ShapeError('the padding must be the same at each side');
  if (node.int('ceil_mode', 0) === 1) {
    const rests = node
      .tensor(0)
      .shape.slice(2)
      .map((size) => (knownSize(size) + 2 * padding - kernel) % stride);
    if (rests.some((rest) => rest !== 0))
      throw new ShapeError('ceil_mode is not read where it adds a window');
  }
  return { kernel, stride, padding };
}

/** A number that a node gives for both axes, which must be alike; 1 when it gives none. */
function same(node: NodeReader, name: string): number {
  const [first = 1, ...others] = node.intList(name) ?? [];
  if (others.some((other) => other !== first))
    throw new ShapeError(`${name} must be the same along both axes`);
  return first;
}

function sides(node: NodeReader): Sides {
  const automatic = node.text('auto_pad', 'NOTSET');
  if (automatic !== 'NOTSET' && automatic !== 'VALID')
    throw new ShapeError(`auto_pad ${automatic} is not read`);
  if (node.intList('dilations')?.some((step) => step !== 1)) throw new ShapeError('dilations are not read');
  const [top = 0, left = 0, bottom = 0, right = 0] = node.intList('pads') ?? [];
  return [top, left, bottom, right];
}

function batchNormalization(node: NodeReader): Tensor {
  if (node.int('training_mode', 0) === 1)
    throw new ShapeError('export the network for inference (model.eval())');
  const x = node.tensor(0);
  const weights = {
    scale: node.tensor(1),
    bias: node.tensor(2),
    runningMean: node.tensor(3),
    runningVariance: node.tensor(4),
  };
  const epsilon = node.float('epsilon', 1e-5);
  if (x.shape.length !== 2) return batchNorm(x, weights, epsilon);
  return reshape(batchNorm(reshape(x, [...x.shape, 1, 1]), weights, epsilon), x.shape);
}

function resize(node: NodeReader): Tensor {
  const x = node.tensor(0);
  const scales = node.has(2) ? node.numbers(2) : [];
  const [height, width] = [2, 3].map((axis) => {
    const size = scales.length > 0 ? knownSize(x.shape[axis]) * (scales[axis] ?? 1) : node.sizes(3)[axis];
    return Math.floor(knownSize(size));
  }) as [number, number];
  const mode = node.text('mode', 'nearest');
  const centres = node.text('coordinate_transformation_mode', 'half_pixel');
  const isHalfPixel =
    centres === 'half_pixel' || (centres === 'pytorch_half_pixel' && height > 1 && width > 1);
  if (mode === 'linear' && isHalfPixel) return resizeBilinear(x, height, width);
  const factor = height / knownSize(x.shape[2]);
  const isWhole = Number.isInteger(factor) && width / knownSize(x.shape[3]) === factor;
  const rounding = node.text('nearest_mode', 'round_prefer_floor');
  const isRepeated =
    centres === 'asymmetric' ? rounding === 'floor' : isHalfPixel && rounding.startsWith('round');
  if (mode === 'nearest' && isWhole && isRepeated) return enlargeNearest(x, factor);
  throw new ShapeError(`mode ${mode} with centres ${centres} to ${height}×${width} is not read`);
}
