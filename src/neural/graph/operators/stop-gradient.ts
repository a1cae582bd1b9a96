import { apply, type Operator, Tensor } from '../tensor.js';

const STOP: Operator<readonly [Tensor]> = {
  type: 'Identity',
  infer: ([x]) => x,
  gradient: () => [undefined],
};

/** The same value, through which no gradient flows. It leaves no trace in the written graph. */
export function stopGradient(x: Tensor): Tensor {
  return apply(STOP, [x]);
}
