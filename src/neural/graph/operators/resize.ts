import { constant } from '../constant.js';
import { expectRank, knownSize, type Shape, ShapeError } from '../shape.js';
import { apply, explained, type Operator, Tensor } from '../tensor.js';
import { mul } from './arithmetic.js';
import { matmul } from './matmul.js';
import { averagePool } from './pooling.js';

type ResizeInputs = readonly [image: Tensor, region: undefined, scales: Tensor];

function enlargeBy(
  factor: readonly [number, number],
  gradient: (g: Tensor, x: Tensor) => Tensor,
): Operator<ResizeInputs> {
  return {
    type: 'Resize',
    infer: ([x]) => {
      expectRank(x.shape, 4, 'the image');
      const [batch = 1, channels = 1, height, width] = x.shape;
      const shape: Shape = [batch, channels, knownSize(height) * factor[0], knownSize(width) * factor[1]];
      return { shape, type: x.type };
    },
    gradient: (g, { inputs: [x] }) => [gradient(g, x), undefined, undefined],
  };
}

/** Each pixel of an image repeated factor × factor times. */
export function enlargeNearest(x: Tensor, factor: number): Tensor {
  const operator = enlargeBy([factor, factor], (gradient) =>
    mul(averagePool(gradient, { kernel: factor }), factor ** 2),
  );
  const scales = constant([1, 1, factor, factor], [4]);
  return apply(operator, [x, undefined, scales], {
    mode: 'nearest',
    coordinate_transformation_mode: 'asymmetric',
    nearest_mode: 'floor',
  });
}

/** An image resized bilinearly with half-pixel centres (`align_corners=False`), never blurred before. */
export function resizeBilinear(x: Tensor, height: number, width: number): Tensor {
  const [fromHeight, fromWidth] = explained('Resize', [x], () => imageSize(x));
  if (fromHeight === height && fromWidth === width) return x;
  const factor = [height / fromHeight, width / fromWidth] as const;
  const down = bilinearMatrix(fromHeight, height);
  const across = bilinearMatrix(fromWidth, width);
  if (!factor.every(Number.isInteger)) return resample(x, down, across);
  const operator = enlargeBy(factor, (gradient) => resample(gradient, transposed(down), transposed(across)));
  return apply(operator, [x, undefined, constant([1, 1, ...factor], [4])], {
    mode: 'linear',
    coordinate_transformation_mode: 'half_pixel',
  });
}

/** An image shrunk so that each pixel is the mean of the area that it covers. */
export function shrinkArea(x: Tensor, height: number, width: number): Tensor {
  const [fromHeight, fromWidth] = explained('shrinkArea', [x], () => shrinkableSize(x, height, width));
  if (fromHeight === height && fromWidth === width) return x;
  const kernel = fromHeight / height;
  if (Number.isInteger(kernel) && kernel === fromWidth / width) return averagePool(x, { kernel });
  return resample(x, areaMatrix(fromHeight, height), areaMatrix(fromWidth, width));
}

/** Weights of an axis: [to, from]. */
interface AxisMatrix {
  readonly to: number;
  readonly from: number;
  readonly weights: Float32Array;
}

/** down · x · acrossᵀ for each channel. */
function resample(x: Tensor, down: AxisMatrix, across: AxisMatrix): Tensor {
  const { to, from, weights } = transposed(across);
  return matmul(constant(down.weights, [down.to, down.from]), matmul(x, constant(weights, [to, from])));
}

function bilinearMatrix(from: number, to: number): AxisMatrix {
  return axisMatrix(from, to, (out) => {
    const at = Math.min(from - 1, Math.max(0, ((out + 0.5) * from) / to - 0.5));
    const lower = Math.floor(at);
    return [
      [lower, 1 - (at - lower)],
      [Math.min(from - 1, lower + 1), at - lower],
    ];
  });
}

function areaMatrix(from: number, to: number): AxisMatrix {
  const step = from / to;
  return axisMatrix(from, to, (out) =>
    Array.from({ length: from }, (_, at) => {
      const covered = Math.min(at + 1, (out + 1) * step) - Math.max(at, out * step);
      return [at, Math.max(0, covered) / step];
    }),
  );
}

function axisMatrix(
  from: number,
  to: number,
  row: (out: number) => (readonly [number, number])[],
): AxisMatrix {
  const weights = new Float32Array(to * from);
  for (let out = 0; out < to; out++) {
    for (const [at, share] of row(out)) weights[out * from + at]! += share;
  }
  return { to, from, weights };
}

function transposed({ to, from, weights }: AxisMatrix): AxisMatrix {
  return {
    to: from,
    from: to,
    weights: weights.map((_, i) => weights[(i % to) * from + Math.floor(i / to)]!),
  };
}

function shrinkableSize(x: Tensor, height: number, width: number): [number, number] {
  const [fromHeight, fromWidth] = imageSize(x);
  if (height < 1 || width < 1 || height > fromHeight || width > fromWidth) {
    throw new ShapeError(`${fromHeight}×${fromWidth} does not shrink to ${height}×${width}`);
  }
  return [fromHeight, fromWidth];
}

function imageSize(x: Tensor): [number, number] {
  expectRank(x.shape, 4, 'the image');
  return [knownSize(x.shape[2]), knownSize(x.shape[3])];
}
