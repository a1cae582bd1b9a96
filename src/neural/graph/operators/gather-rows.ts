import { constant } from '../constant.js';
import { elementCount, knownSize, ShapeError } from '../shape.js';
import { apply, type Operator, Tensor } from '../tensor.js';
import { expand } from './sum.js';
import { reshape } from './reshape.js';
import { slice } from './slice.js';

const GATHER: Operator<readonly [Tensor, Tensor]> = {
  type: 'Gather',
  infer: ([rows, index]) => {
    if (index.type !== 'int64') throw new ShapeError('the index must be int64');
    return { shape: [...index.shape, ...rows.shape.slice(1)], type: rows.type };
  },
  gradient: (gradient, { inputs: [rows, index] }) => [
    scatterRows(gradient, index, knownSize(rows.shape[0])),
    undefined,
  ],
};

/** Rows of a table [N, C] by number: [M, C]. */
export function gatherRows(rows: Tensor, index: Tensor): Tensor {
  return apply(GATHER, [rows, index], { axis: 0 });
}

const SCATTER: Operator<readonly [Tensor, Tensor, Tensor]> = {
  type: 'ScatterND',
  infer: ([table]) => table,
  gradient: (gradient, { inputs: [, index] }) => [
    gradient,
    undefined,
    gatherRows(gradient, reshape(index, [elementCount(index.shape)])),
  ],
};

/**
 * Values that are added in one go. ONNX Runtime 1.30 shares larger ones out among threads, which then overwrite each
 * other's sums: up to a third of the additions were lost.
 */
const MOST_AT_ONCE = 131_072;

/** Adds rows [M, C] to the rows of an empty table [count, C] that the index names; several may name the same. */
export function scatterRows(rows: Tensor, index: Tensor, count: number): Tensor {
  const [amount = 1, channels = 1] = rows.shape.map(knownSize);
  const empty = expand(constant([0], [1, 1]), [count, channels]);
  const places = reshape(index, [amount, 1]);
  const step = Math.max(1, Math.floor(MOST_AT_ONCE / channels));
  const parts = Array.from({ length: Math.ceil(amount / step) }, (_, i) => ({
    axis: 0,
    from: i * step,
    to: Math.min(amount, (i + 1) * step),
  }));
  return parts.reduce(
    (table, part) => apply(SCATTER, [table, slice(places, part), slice(rows, part)], { reduction: 'add' }),
    empty,
  );
}
