import { concat } from '../graph/operators/concat.js';
import { reshape } from '../graph/operators/reshape.js';
import { split } from '../graph/operators/slice.js';
import { elementCount } from '../graph/shape.js';
import { input, type Tensor } from '../graph/tensor.js';

/** Trained weights, or values that training keeps up by itself. */
export type VectorKind = 'weights' | 'statistics';

/** Where a tensor lies in a flat vector. */
export interface WeightPlace {
  readonly kind: VectorKind;
  readonly group: string;
  readonly offset: number;
  readonly shape: readonly number[];
}

/** Tensors of all shapes as one flat vector, which is an input of the graph. */
export interface FlatGroup {
  readonly name: string;
  /** The vector. */
  readonly flat: Tensor;
  readonly length: number;
  /** For each tensor the view of the vector that stands in for it. */
  readonly views: ReadonlyMap<Tensor, Tensor>;
  /** By the tensors' names. */
  readonly places: ReadonlyMap<string, WeightPlace>;
}

/** Lays tensors out in a vector called `kind.name`. */
export function flatten(kind: VectorKind, name: string, tensors: ReadonlyMap<string, Tensor>): FlatGroup {
  const sizes = [...tensors.values()].map(({ shape }) => elementCount(shape));
  const length = sizes.reduce((total, size) => total + size, 0);
  const flat = input(`${kind}.${name}`, [length]);
  const parts = split(flat, 0, sizes);
  const views = new Map<Tensor, Tensor>();
  const places = new Map<string, WeightPlace>();
  let offset = 0;
  [...tensors].forEach(([tensorName, tensor], i) => {
    views.set(tensor, reshape(parts[i] as Tensor, tensor.shape));
    places.set(tensorName, { kind, group: name, offset, shape: tensor.shape as readonly number[] });
    offset += sizes[i] ?? 0;
  });
  return { name, flat, length, views, places };
}

/** Tensors one behind the other: [Σ elements]. */
export function join(tensors: readonly Tensor[]): Tensor {
  return concat(
    tensors.map((tensor) => reshape(tensor, [elementCount(tensor.shape)])),
    0,
  );
}
