import { expectRank, knownSize, ShapeError } from '../shape.js';
import { apply, type Attributes, type Operator, Tensor, type TensorSpec } from '../tensor.js';
import { filterGradient } from './filter-gradient.js';
import { reverse, type Sides } from './slice.js';
import { sum } from './sum.js';
import { transpose } from './transpose.js';

/** How a filter walks over an image. */
export interface ConvolutionOptions {
  /** Pixels between positions; default 1. */
  readonly stride?: number;
  /** Zeros around the image, the same at each side or top, left, bottom, right; default none. */
  readonly padding?: number | Sides;
  /** Parts into which channels are cut that do not see each other; default 1. */
  readonly groups?: number;
  /** [O], added to each output channel. */
  readonly bias?: Tensor;
}

type ConvolutionInputs = readonly [image: Tensor, filter: Tensor, bias?: Tensor];

interface Window {
  readonly stride: number;
  readonly padding: Sides;
  readonly groups: number;
}

const CONV: Operator<ConvolutionInputs> = {
  type: 'Conv',
  infer: ([x, filter, bias], attributes) => {
    const { stride, padding, groups } = windowOf(attributes);
    expectRank(x.shape, 4, 'the image');
    expectRank(filter.shape, 4, 'the filter');
    const [batch = 1, channels, ...size] = x.shape;
    const [outputs, perGroup, ...kernel] = filter.shape.map(knownSize);
    if (channels !== (perGroup ?? 0) * groups) {
      throw new ShapeError(`${channels} channels do not meet a filter for ${groups} × ${perGroup}`);
    }
    if ((outputs ?? 0) % groups !== 0)
      throw new ShapeError(`${outputs} outputs do not make ${groups} groups`);
    if (bias && bias.shape[0] !== outputs) throw new ShapeError(`the bias must be [${outputs}]`);
    return imageSpec(x, [batch, outputs ?? 1], (axis) => {
      const padded = knownSize(size[axis]) + (padding[axis] ?? 0) + (padding[axis + 2] ?? 0);
      return Math.floor((padded - (kernel[axis] ?? 1)) / stride) + 1;
    });
  },
  gradient: (gradient, { inputs: [x, filter, bias], attributes }) => [
    imageGradient(gradient, x, filter, windowOf(attributes)),
    filterGradient(x, gradient, filter, windowOf(attributes)),
    bias && sum(gradient, [0, 2, 3]),
  ],
};

/**
 * Convolution of an image [B, C, H, W] with a filter [O, C ÷ groups, kh, kw]:
 * [B, O, ⌊(H + padding − kh) ÷ stride⌋ + 1, …].
 */
export function conv(x: Tensor, filter: Tensor, options: ConvolutionOptions = {}): Tensor {
  const attributes = attributesOf(filter, options);
  return apply(CONV, options.bias ? [x, filter, options.bias] : [x, filter], attributes);
}

const CONV_TRANSPOSE: Operator<ConvolutionInputs> = {
  type: 'ConvTranspose',
  infer: ([x, filter, bias], attributes) => {
    const { stride, padding, groups } = windowOf(attributes);
    expectRank(x.shape, 4, 'the image');
    expectRank(filter.shape, 4, 'the filter');
    const [batch = 1, channels, ...size] = x.shape;
    const [inputs, perGroup, ...kernel] = filter.shape.map(knownSize);
    if (channels !== inputs) throw new ShapeError(`${channels} channels do not meet a filter for ${inputs}`);
    const outputs = (perGroup ?? 1) * groups;
    if (bias && bias.shape[0] !== outputs) throw new ShapeError(`the bias must be [${outputs}]`);
    const extra = attributes.output_padding as readonly number[];
    return imageSpec(x, [batch, outputs], (axis) => {
      const cropped = (padding[axis] ?? 0) + (padding[axis + 2] ?? 0);
      return (knownSize(size[axis]) - 1) * stride + (kernel[axis] ?? 1) - cropped + (extra[axis] ?? 0);
    });
  },
  gradient: (gradient, { inputs: [x, filter, bias], attributes }) => [
    conv(gradient, filter, windowOf(attributes)),
    filterGradient(gradient, x, filter, windowOf(attributes)),
    bias && sum(gradient, [0, 2, 3]),
  ],
};

/**
 * Transposed convolution of an image [B, C, H, W] with a filter [C, O ÷ groups, kh, kw]: the gradient of `conv` as an
 * operator of its own. [B, O, (H − 1) · stride + kh − padding + outputPadding, …].
 *
 * @param options.outputPadding rows and columns added below and on the right, to tell sizes apart that `conv` rounds to one
 */
export function convTranspose(
  x: Tensor,
  filter: Tensor,
  { outputPadding = [0, 0], ...options }: ConvolutionOptions & { outputPadding?: readonly number[] } = {},
): Tensor {
  const attributes = { ...attributesOf(filter, options), output_padding: outputPadding };
  return apply(CONV_TRANSPOSE, options.bias ? [x, filter, options.bias] : [x, filter], attributes);
}

/** With stride 1 a convolution with the filter turned by 180°, which is faster than a transposed convolution. */
function imageGradient(gradient: Tensor, x: Tensor, filter: Tensor, window: Window): Tensor {
  const { stride, padding, groups } = window;
  const kernel = filter.shape.slice(2).map(knownSize);
  const turnedPadding = padding.map((width, side) => (kernel[side % 2] ?? 1) - 1 - width);
  if (stride === 1 && groups === 1 && turnedPadding.every((width) => width >= 0)) {
    const turned = transpose(reverse(reverse(filter, 2), 3), [1, 0, 2, 3]);
    return conv(gradient, turned, { padding: turnedPadding as unknown as Sides });
  }
  const outputPadding = [0, 1].map((axis) => {
    const crop = (padding[axis] ?? 0) + (padding[axis + 2] ?? 0);
    const least = (knownSize(gradient.shape[axis + 2]) - 1) * stride + (kernel[axis] ?? 1) - crop;
    return knownSize(x.shape[axis + 2]) - least;
  });
  return convTranspose(gradient, filter, { ...window, outputPadding });
}

function attributesOf(
  filter: Tensor,
  { stride = 1, padding = 0, groups = 1 }: ConvolutionOptions,
): Attributes {
  return {
    kernel_shape: filter.shape.slice(2).map(knownSize),
    strides: [stride, stride],
    pads: typeof padding === 'number' ? [padding, padding, padding, padding] : padding,
    group: groups,
  };
}

function windowOf({ strides, pads, group }: Attributes): Window {
  return { stride: (strides as readonly number[])[0] ?? 1, padding: pads as Sides, groups: group as number };
}

function imageSpec(
  x: Tensor,
  [batch, channels]: readonly [Tensor['shape'][number], number],
  size: (axis: number) => number,
): TensorSpec {
  const [height, width] = [size(0), size(1)];
  if (height < 1 || width < 1) throw new ShapeError('the filter is larger than the padded image');
  return { shape: [batch, channels, height, width], type: x.type };
}
