import { constant } from '../constant.js';
import { elementCount, knownSize, ShapeError } from '../shape.js';
import { apply, type Operator, Tensor } from '../tensor.js';
import { expand } from './sum.js';
import { reshape } from './reshape.js';

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
  infer: ([zeros]) => zeros,
  gradient: (gradient, { inputs: [, index] }) => [
    undefined,
    undefined,
    gatherRows(gradient, reshape(index, [elementCount(index.shape)])),
  ],
};

/** Adds rows [M, C] to the rows of an empty table [count, C] that the index names; several may name the same. */
export function scatterRows(rows: Tensor, index: Tensor, count: number): Tensor {
  const zeros = expand(constant([0], [1, 1]), [count, knownSize(rows.shape[1])]);
  const places = reshape(index, [...index.shape, 1]);
  return apply(SCATTER, [zeros, places, rows], { reduction: 'add' });
}
