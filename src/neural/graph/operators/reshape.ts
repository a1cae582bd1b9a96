import { integers } from '../constant.js';
import { formatShape, sameShape, type Shape, ShapeError } from '../shape.js';
import { apply, type Operator, Tensor } from '../tensor.js';

function reshapeTo(shape: Shape): Operator<readonly [Tensor, Tensor]> {
  return {
    type: 'Reshape',
    infer: ([x]) => {
      if (count(x.shape) !== count(shape)) {
        throw new ShapeError(`it does not hold as many elements as ${formatShape(shape)}`);
      }
      if (shape.filter((dimension) => typeof dimension === 'string').length > 1) {
        throw new ShapeError(`at most one size of ${formatShape(shape)} may be unknown`);
      }
      return { shape, type: x.type };
    },
    gradient: (gradient, { inputs: [x] }) => [reshape(gradient, x.shape), undefined],
  };
}

/** The same elements in the same order under other sizes, one of which may stay unknown. */
export function reshape(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  const sizes = shape.map((dimension) => (typeof dimension === 'string' ? -1 : dimension));
  return apply(reshapeTo(shape), [x, integers(sizes)], { allowzero: 1 });
}

/** Number of elements as text: the product of the known sizes, and the names of the others. */
function count(shape: Shape): string {
  const known = shape.reduce<number>(
    (product, size) => (typeof size === 'number' ? product * size : product),
    1,
  );
  return [known, ...shape.filter((size) => typeof size === 'string').sort()].join('·');
}
