import { formatShape, knownSize, resolveAxis, ShapeError } from '../shape.js';
import { apply, explained, type Operator, Tensor } from '../tensor.js';
import { split } from './slice.js';

const CONCAT: Operator<readonly Tensor[]> = {
  type: 'Concat',
  infer: (parts, { axis }) => {
    const [first] = parts;
    if (!first) throw new ShapeError('there is nothing to join');
    for (const { shape, type } of parts) {
      const fits = shape.every((size, at) => at === axis || size === first.shape[at]);
      if (!fits || shape.length !== first.shape.length || type !== first.type) {
        throw new ShapeError(
          `${formatShape(shape)} does not continue ${String(first)} along axis ${axis as number}`,
        );
      }
    }
    const length = parts.reduce((sum, { shape }) => sum + knownSize(shape[axis as number]), 0);
    return { shape: first.shape.map((size, at) => (at === axis ? length : size)), type: first.type };
  },
  gradient: (gradient, { inputs, attributes: { axis } }) =>
    split(
      gradient,
      axis as number,
      inputs.map(({ shape }) => knownSize(shape[axis as number])),
    ),
};

/** Tensors one after the other along an axis. */
export function concat(parts: readonly Tensor[], axis = 1): Tensor {
  const [first] = parts;
  if (first && parts.length === 1) return first;
  const rank = first?.shape.length ?? 0;
  return apply(CONCAT, parts, { axis: explained('Concat', parts, () => resolveAxis(axis, rank)) });
}
