import { add, div, mul, sub } from '../graph/operators/arithmetic.js';
import { mean } from '../graph/operators/mean.js';
import { sum } from '../graph/operators/sum.js';
import { abs } from '../graph/operators/transcendental.js';
import type { Tensor } from '../graph/tensor.js';
import type { TryOnTensors } from './network-family.js';

/** Mean length of all offsets along an axis, in pixels of their levels: it grows before a flow explodes. */
export function meanOffset({ levels }: TryOnTensors): Tensor {
  const sizes = levels.flatMap(({ offsets }) => offsets.map((offset) => mean(abs(offset))));
  return mul(sizes.reduce(add), 1 / sizes.length);
}

/** Intersection over union of two masks: a scalar. */
export function overlap(found: Tensor, wanted: Tensor): Tensor {
  const both = sum(mul(found, wanted));
  return div(both, add(sub(add(sum(found), sum(wanted)), both), 1e-6));
}
