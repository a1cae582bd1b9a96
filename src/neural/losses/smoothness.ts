import { knownSize } from '../graph/shape.js';
import type { Tensor } from '../graph/tensor.js';
import { add, mul, sub } from '../graph/operators/arithmetic.js';
import { mean } from '../graph/operators/mean.js';
import { slice } from '../graph/operators/slice.js';
import { abs, pow } from '../graph/operators/transcendental.js';

/** Generalised Charbonnier penalty: (d² + 0.001²)^0.45 (Sun, Roth, Black 2014). */
const CHARBONNIER = { epsilon: 1e-3, exponent: 0.45 };

/**
 * Second-order smoothness (PF-AFN, eq. 4): second differences of a flow in the four directions through each pixel,
 * penalised by generalised Charbonnier; a scalar.
 *
 * @param flow [B, 2, h, w] with h and w of at least 3
 */
export function secondOrderSmoothness(flow: Tensor): Tensor {
  const [height, width] = flow.shape.slice(2).map(knownSize) as [number, number];
  const inner = window(flow, 1, 1, height, width);
  const penalties = DIRECTIONS.map(([down, across]) => {
    const before = window(flow, 1 - down, 1 - across, height, width);
    const after = window(flow, 1 + down, 1 + across, height, width);
    const second = sub(add(before, after), mul(inner, 2));
    return mean(pow(add(mul(second, second), CHARBONNIER.epsilon ** 2), CHARBONNIER.exponent));
  });
  return mul(penalties.reduce(add), 1 / DIRECTIONS.length);
}

const DIRECTIONS = [
  [0, 1],
  [1, 0],
  [1, 1],
  [1, -1],
] as const;

/** Mean absolute difference of neighbours to the right and below: a scalar. */
export function totalVariation(x: Tensor): Tensor {
  const [height, width] = x.shape.slice(2).map(knownSize) as [number, number];
  const down = sub(
    slice(x, { axis: 2, from: 1, to: height }),
    slice(x, { axis: 2, from: 0, to: height - 1 }),
  );
  const across = sub(
    slice(x, { axis: 3, from: 1, to: width }),
    slice(x, { axis: 3, from: 0, to: width - 1 }),
  );
  return add(mean(abs(down)), mean(abs(across)));
}

/** All but a border of one pixel, moved: rows from `top`, columns from `left`. */
function window(x: Tensor, top: number, left: number, height: number, width: number): Tensor {
  return slice(
    x,
    { axis: 2, from: top, to: top + height - 2 },
    { axis: 3, from: left, to: left + width - 2 },
  );
}
