import { integers, scalar } from '../constant.js';
import { knownSize, resolveAxis, type Shape, ShapeError } from '../shape.js';
import { apply, explained, type Operator, Tensor } from '../tensor.js';
import { reshape } from './reshape.js';

/** Positions from, from + step, … before `to` of one axis. */
export interface Range {
  readonly axis: number;
  readonly from: number;
  readonly to: number;
  readonly step?: number;
}

function sliceOf(ranges: readonly Required<Range>[]): Operator<readonly (Tensor | undefined)[]> {
  return {
    type: 'Slice',
    infer: ([x]) => {
      if (!x) throw new ShapeError('there is nothing to slice');
      const shape = [...x.shape];
      for (const { axis, from, to, step } of ranges) {
        const size = knownSize(shape[axis]);
        const length = Math.ceil((to - from) / step);
        const last = from + (length - 1) * step;
        if (from < 0 || length < 1 || last < 0 || Math.max(from, last) >= size) {
          throw new ShapeError(`[${from}, ${to}) in steps of ${step} leaves the ${size} of axis ${axis}`);
        }
        shape[axis] = length;
      }
      return { shape, type: x.type };
    },
    gradient: (gradient, { inputs: [x] }) => [x && embed(gradient, x.shape, ranges)],
  };
}

/** Parts of some axes. A negative step walks backwards; then `to` may be −1. */
export function slice(x: Tensor, ...ranges: readonly Range[]): Tensor {
  const resolve = (axis: number): number => explained('Slice', [x], () => resolveAxis(axis, x.shape.length));
  const parts = ranges
    .map(({ step = 1, axis, ...range }) => ({ ...range, step, axis: resolve(axis) }))
    .filter(({ axis, from, to, step }) => !(from === 0 && step === 1 && to === x.shape[axis]));
  if (parts.length === 0) return x;
  const ends = parts.map(({ to, step }) => (step < 0 && to < 0 ? Number.MIN_SAFE_INTEGER : to));
  return apply(sliceOf(parts), [
    x,
    integers(parts.map(({ from }) => from)),
    integers(ends),
    integers(parts.map(({ axis }) => axis)),
    integers(parts.map(({ step }) => step)),
  ]);
}

/** Zeros of the given shape but for the ranges, which hold `x`: what `slice` takes apart put back. */
export function embed(x: Tensor, shape: Shape, ranges: readonly Range[]): Tensor {
  return ranges.reduce((part, { axis, from, step = 1 }) => {
    const length = knownSize(part.shape[axis]);
    const first = step < 0 ? from + (length - 1) * step : from;
    const apart = dilate(step < 0 ? reverse(part, axis) : part, axis, Math.abs(step));
    return pad(
      apart,
      pairs(apart, axis, first, knownSize(shape[axis]) - first - knownSize(apart.shape[axis])),
    );
  }, x);
}

/** An axis backwards. */
export function reverse(x: Tensor, axis: number): Tensor {
  const size = knownSize(x.shape[axis]);
  return size === 1 ? x : slice(x, { axis, from: size - 1, to: -1, step: -1 });
}

/** An axis cut into parts of these sizes. */
export function split(x: Tensor, axis: number, sizes: readonly number[]): Tensor[] {
  const at = explained('Split', [x], () => splitAxis(x, axis, sizes));
  let from = 0;
  return sizes.map((size) => {
    const to = from + size;
    const part = slice(x, { axis: at, from, to });
    from = to;
    return part;
  });
}

function splitAxis(x: Tensor, axis: number, sizes: readonly number[]): number {
  const at = resolveAxis(axis, x.shape.length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total !== x.shape[at]) throw new ShapeError(`parts of ${total} in all do not make up axis ${axis}`);
  return at;
}

/** How much is added before and after each axis. */
export type Padding = readonly (readonly [before: number, after: number])[];

function padBy(padding: Padding): Operator<readonly (Tensor | undefined)[]> {
  return {
    type: 'Pad',
    infer: ([x]) => {
      if (!x || padding.length !== x.shape.length) throw new ShapeError('each axis needs a pair of widths');
      if (padding.flat().some((width) => width < 0)) throw new ShapeError('a width is negative');
      const shape = x.shape.map((size, axis) => {
        const [before, after] = padding[axis] ?? [0, 0];
        return before + after === 0 ? size : knownSize(size) + before + after;
      });
      return { shape, type: x.type };
    },
    gradient: (gradient, { inputs: [x] }) => [
      slice(
        gradient,
        ...padding.flatMap(([before, after], axis) =>
          before + after === 0 ? [] : [{ axis, from: before, to: before + knownSize(x?.shape[axis]) }],
        ),
      ),
    ],
  };
}

/** A border of one value. */
export function pad(x: Tensor, padding: Padding, value = 0): Tensor {
  if (padding.flat().every((width) => width === 0)) return x;
  const widths = [...padding.map(([before]) => before), ...padding.map(([, after]) => after)];
  return apply(padBy(padding), [x, integers(widths), scalar(value)], { mode: 'constant' });
}

/** Rows and columns added around an image [B, C, H, W]: top, left, bottom, right. */
export function padImage(x: Tensor, [top, left, bottom, right]: Sides, value = 0): Tensor {
  return pad(
    x,
    [
      [0, 0],
      [0, 0],
      [top, bottom],
      [left, right],
    ],
    value,
  );
}

/** Top, left, bottom, right, as ONNX orders them. */
export type Sides = readonly [number, number, number, number];

/** Puts step − 1 zeros between neighbours of an axis. */
function dilate(x: Tensor, axis: number, step: number): Tensor {
  if (step === 1) return x;
  const size = knownSize(x.shape[axis]);
  const apart = reshape(x, [...x.shape.slice(0, axis + 1), 1, ...x.shape.slice(axis + 1)]);
  const spaced = pad(apart, pairs(apart, axis + 1, 0, step - 1));
  const joined = reshape(spaced, [...x.shape.slice(0, axis), size * step, ...x.shape.slice(axis + 1)]);
  return slice(joined, { axis, from: 0, to: (size - 1) * step + 1 });
}

function pairs(x: Tensor, axis: number, before: number, after: number): Padding {
  return x.shape.map((_, at) => (at === axis ? [before, after] : [0, 0]));
}
