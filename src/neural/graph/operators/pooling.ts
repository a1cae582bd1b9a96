import { constant } from '../constant.js';
import { expectRank, knownSize, ShapeError } from '../shape.js';
import { apply, type Attributes, type Operator, Tensor, type TensorSpec } from '../tensor.js';
import { add, div, mul } from './arithmetic.js';
import { equal, indicator } from './compare.js';
import { convTranspose } from './convolution.js';
import { reshape } from './reshape.js';
import { embed, padImage, type Range, type Sides, slice } from './slice.js';
import { expand } from './sum.js';

/** A square window that walks over an image. */
export interface PoolingOptions {
  /** Side of the window in pixels. */
  readonly kernel: number;
  /** Pixels between windows; default: the kernel. */
  readonly stride?: number;
  /** Border at each side that counts for nothing; default none. */
  readonly padding?: number;
}

type Pooling = Operator<readonly [Tensor]>;

const MAX_POOL: Pooling = {
  type: 'MaxPool',
  infer: pooledSpec,
  gradient: (gradient, { inputs: [x], attributes, output }) => {
    const { kernel, stride, padding } = windowOf(attributes);
    const padded = padImage(x, padding, Number.NEGATIVE_INFINITY);
    const [height, width] = output.shape.slice(2).map(knownSize) as [number, number];
    const windows = Array.from({ length: kernel * kernel }, (_, at): Range[] => {
      const [down, across] = [Math.floor(at / kernel), at % kernel];
      return [
        { axis: 2, from: down, to: down + (height - 1) * stride + 1, step: stride },
        { axis: 3, from: across, to: across + (width - 1) * stride + 1, step: stride },
      ];
    });
    const largest = windows.map((ranges) => indicator(equal(slice(padded, ...ranges), output)));
    const each = div(gradient, largest.reduce(add));
    const whole = windows
      .map((ranges, at) => embed(mul(each, largest[at] ?? 0), padded.shape, ranges))
      .reduce(add);
    return [crop(whole, padding, x)];
  },
};

/** The largest value of each window. Ties share the gradient. */
export function maxPool(x: Tensor, options: PoolingOptions): Tensor {
  return apply(MAX_POOL, [x], attributesOf(options));
}

const AVERAGE_POOL: Pooling = {
  type: 'AveragePool',
  infer: pooledSpec,
  gradient: (gradient, { inputs: [x], attributes }) => {
    const { kernel, stride, padding } = windowOf(attributes);
    const [batch = 1, channels = 1, height = 1, width = 1] = gradient.shape.map(knownSize);
    const [rows = 1, columns = 1] = x.shape.slice(2).map(knownSize);
    const isTiled = stride === kernel && rows === height * kernel && columns === width * kernel;
    if (isTiled && padding[0] === 0) {
      const apart = reshape(mul(gradient, 1 / kernel ** 2), [batch, channels, height, 1, width, 1]);
      return [reshape(expand(apart, [batch, channels, height, kernel, width, kernel]), x.shape)];
    }
    const counts = constant(windowCounts(rows, columns, height, width, attributes), [1, 1, height, width]);
    const filter = constant(new Float32Array(channels * kernel ** 2).fill(1), [channels, 1, kernel, kernel]);
    const outputPadding = [rows - span(height), columns - span(width)];
    return [
      convTranspose(div(gradient, counts), filter, { stride, padding, groups: channels, outputPadding }),
    ];

    function span(windows: number): number {
      return (windows - 1) * stride + kernel - 2 * padding[0];
    }
  },
};

/** The mean of each window's pixels; the border is left out of it. */
export function averagePool(x: Tensor, options: PoolingOptions): Tensor {
  return apply(AVERAGE_POOL, [x], { ...attributesOf(options), count_include_pad: 0 });
}

function pooledSpec([x]: readonly [Tensor], attributes: Attributes): TensorSpec {
  expectRank(x.shape, 4, 'the image');
  const { kernel, stride, padding } = windowOf(attributes);
  const [batch = 1, channels = 1, ...size] = x.shape;
  const pooled = size.map((side) => Math.floor((knownSize(side) + 2 * padding[0] - kernel) / stride) + 1);
  if (pooled.some((side) => side < 1)) throw new ShapeError(`a window of ${kernel} is larger than the image`);
  return { shape: [batch, channels, ...pooled], type: x.type };
}

/** Pixels of the image in each window: [height · width]. */
function windowCounts(
  rows: number,
  columns: number,
  height: number,
  width: number,
  attributes: Attributes,
): number[] {
  const { kernel, stride, padding } = windowOf(attributes);
  const inside = (window: number, size: number): number => {
    const from = window * stride - padding[0];
    return Math.min(from + kernel, size) - Math.max(from, 0);
  };
  return Array.from(
    { length: height * width },
    (_, at) => inside(Math.floor(at / width), rows) * inside(at % width, columns),
  );
}

function crop(x: Tensor, [top, left]: Sides, { shape }: Tensor): Tensor {
  return slice(
    x,
    { axis: 2, from: top, to: top + knownSize(shape[2]) },
    { axis: 3, from: left, to: left + knownSize(shape[3]) },
  );
}

function attributesOf({ kernel, stride = kernel, padding = 0 }: PoolingOptions): Attributes {
  return {
    kernel_shape: [kernel, kernel],
    strides: [stride, stride],
    pads: [padding, padding, padding, padding],
  };
}

function windowOf({ kernel_shape, strides, pads }: Attributes): {
  kernel: number;
  stride: number;
  padding: Sides;
} {
  const first = (value: unknown): number => (value as readonly number[])[0] ?? 1;
  return { kernel: first(kernel_shape), stride: first(strides), padding: pads as Sides };
}
