import { broadcastShapes, ShapeError } from '../shape.js';
import { asTensor } from '../constant.js';
import { ELEMENT_TYPES } from '../element-type.js';
import { apply, type ElementType, type Operator, Tensor } from '../tensor.js';
import { broadcastPair } from './elementwise.js';
import { sumTo } from './sum.js';
import { mul } from './arithmetic.js';

function comparison(type: string): (a: Tensor | number, b: Tensor | number) => Tensor {
  const operator: Operator<readonly [Tensor, Tensor]> = {
    type,
    infer: (inputs) => ({ shape: broadcastPair(inputs).shape, type: 'bool' }),
  };
  return (a, b) => apply(operator, [asTensor(a), asTensor(b)]);
}

/** a > b, elementwise; bool, no gradient. */
export const greater = comparison('Greater');

/** a < b, elementwise; bool, no gradient. */
export const less = comparison('Less');

/** a = b, elementwise; bool, no gradient. */
export const equal = comparison('Equal');

function castTo(type: ElementType): Operator<readonly [Tensor]> {
  return {
    type: 'Cast',
    infer: ([x]) => ({ shape: x.shape, type }),
    gradient: (gradient, { inputs: [x] }) => [
      x.type.startsWith('float') ? cast(gradient, x.type) : undefined,
    ],
  };
}

/** The same values in another type; booleans become 0 and 1. Gradients pass between floating-point types only. */
export function cast(x: Tensor, type: ElementType): Tensor {
  return x.type === type ? x : apply(castTo(type), [x], { to: ELEMENT_TYPES[type] });
}

const WHERE: Operator<readonly [Tensor, Tensor, Tensor]> = {
  type: 'Where',
  infer: ([condition, a, b]) => {
    if (condition.type !== 'bool') throw new ShapeError('the condition must be bool');
    const { shape, type } = broadcastPair([a, b]);
    return { shape: broadcastShapes(condition.shape, shape), type };
  },
  gradient: (gradient, { inputs: [condition, a, b] }) => [
    undefined,
    sumTo(where(condition, gradient, 0), a.shape),
    sumTo(where(condition, 0, gradient), b.shape),
  ],
};

/** a where the condition holds, else b. */
export function where(condition: Tensor, a: Tensor | number, b: Tensor | number): Tensor {
  return apply(WHERE, [condition, asTensor(a), asTensor(b)]);
}

/** 1 where the condition holds, else 0: float32. */
export function indicator(condition: Tensor): Tensor {
  return cast(condition, 'float32');
}

/** `x` where the condition holds, else 0. */
export function masked(condition: Tensor, x: Tensor): Tensor {
  return mul(x, indicator(condition));
}
