import { mul } from '../operators/arithmetic.js';
import { maxOver, minOver } from '../operators/max-over.js';
import { mean } from '../operators/mean.js';
import { sum } from '../operators/sum.js';
import { abs, exp, log, sqrt } from '../operators/transcendental.js';
import type { Tensor } from '../tensor.js';
import type { ReadOperator } from './node-reader.js';

type Reduction = (x: Tensor, axes: readonly number[] | undefined, keepDims: boolean) => Tensor;

/** Operators that make one value of whole axes. */
export const REDUCTION_OPERATORS: Readonly<Record<string, ReadOperator>> = {
  ReduceMean: reduction(mean),
  ReduceSum: reduction(sum),
  ReduceMax: reduction(maxOver),
  ReduceMin: reduction(minOver),
  ReduceL1: reduction((x, axes, keep) => sum(abs(x), axes, keep)),
  ReduceL2: reduction((x, axes, keep) => sqrt(sum(mul(x, x), axes, keep))),
  ReduceSumSquare: reduction((x, axes, keep) => sum(mul(x, x), axes, keep)),
  ReduceLogSum: reduction((x, axes, keep) => log(sum(x, axes, keep))),
  ReduceLogSumExp: reduction((x, axes, keep) => log(sum(exp(x), axes, keep))),
  GlobalAveragePool: (node) => mean(node.tensor(0), spatialAxes(node.tensor(0)), true),
  GlobalMaxPool: (node) => maxOver(node.tensor(0), spatialAxes(node.tensor(0)), true),
};

function reduction(reduce: Reduction): ReadOperator {
  return (node) => {
    const axes = node.list(1, 'axes') ?? [];
    const keepDims = node.int('keepdims', 1) === 1;
    const isAll = axes.length === 0 && node.int('noop_with_empty_axes', 0) === 0;
    return reduce(node.tensor(0), isAll ? undefined : axes, keepDims);
  };
}

/** All but batch and channels. */
function spatialAxes({ shape }: Tensor): number[] {
  return shape.map((_, axis) => axis).slice(2);
}
