import { describe, expect, it } from 'vitest';
import { compute, gradientsOf, largestDifference } from '../testing/compute.js';
import { expectGradient } from '../testing/check-gradient.js';
import { buildModel } from './build-model.js';
import { gradients } from './gradients.js';
import { sigmoid } from './operators/activations.js';
import { add, mul } from './operators/arithmetic.js';
import { greater, indicator } from './operators/compare.js';
import { matmul } from './operators/matmul.js';
import { stopGradient } from './operators/stop-gradient.js';
import { sum } from './operators/sum.js';
import { floor } from './operators/transcendental.js';
import { apply, input, type Operator, parameter, type Tensor } from './tensor.js';

const X = { shape: [3], values: [0.5, -1, 2] };

/** d Σ f ÷ dx as a function of x. */
function derivative(f: (x: Tensor) => Tensor): (x: Tensor) => Tensor {
  return (x) => gradients(sum(f(x)), [x])[0] ?? x;
}

describe('gradients', () => {
  it('should sum the parts up when a tensor is used several times', async () => {
    expect(await gradientsOf((x) => add(add(x, x), mul(x, 3)), [X])).toEqual([[5, 5, 5]]);
    await expectGradient((x) => mul(sigmoid(x), mul(x, x)), [X]);
  });

  it('should differentiate for a tensor inside of the graph and for several at once', async () => {
    const made = await compute(
      (x) => {
        const y = mul(x, x);
        const [toY, toX] = gradients(sum(mul(y, 3)), [y, x]);
        return add(mul(toY ?? x, 100), toX ?? x);
      },
      [X],
    );

    expect(made.values).toEqual([303, 294, 312]);
  });

  it('should be 1 when a tensor is the loss itself', async () => {
    const made = await compute(
      (x) => {
        const loss = sum(x);
        return gradients(loss, [loss])[0] ?? x;
      },
      [X],
    );

    expect(made.values).toEqual([1]);
  });

  it('should have a second derivative of products, sigmoid and matrix products', async () => {
    const cube = (x: Tensor): Tensor => mul(x, mul(x, x));
    const expected = X.values.map((value) => 6 * value);

    expect(
      largestDifference((await compute(derivative(derivative(cube)), [X])).values, expected),
    ).toBeLessThan(1e-5);
    await expectGradient(derivative(sigmoid), [X]);
    await expectGradient(
      (a, b) => gradients(sum(sigmoid(matmul(a, b))), [a])[0] ?? a,
      [{ shape: [2, 3] }, { shape: [3, 2] }],
    );
  });

  it('should say which weight the loss does not depend on', () => {
    const x = input('x', [2]);
    const loss = sum(x);

    expect(() => gradients(loss, [x, parameter('unused', [3])])).toThrow(
      'The loss does not depend on unused.',
    );
    expect(() => gradients(sum(stopGradient(x)), [x])).toThrow('The loss does not depend on x.');
    expect(() => gradients(sum(floor(x)), [x])).toThrow('The loss does not depend on x.');
    expect(() => gradients(loss, [mul(input('n', ['n', 2]), 2)])).toThrow(
      'does not depend on float32[n, 2].',
    );
  });

  it('should refuse a loss that is no scalar', () => {
    expect(() => gradients(input('x', [2, 3]), [])).toThrow(
      'Only a scalar can be differentiated, not [2, 3]; sum or average it.',
    );
  });

  it('should name an operator without a gradient when one is on the way', () => {
    const operator: Operator<readonly [Tensor]> = { type: 'Round', infer: ([x]) => x };
    const x = input('x', [2]);
    const y = apply(operator, [x]);

    expect(() => gradients(sum(y), [x])).toThrow('Round has no gradient; put stopGradient before it.');
    expect(() => gradients(sum(mul(x, stopGradient(y))), [x])).not.toThrow();
  });

  it('should name an operator whose gradient has another shape than its input', () => {
    const operator: Operator<readonly [Tensor]> = {
      type: 'Wrong',
      infer: ([x]) => x,
      gradient: (g) => [sum(g)],
    };
    const x = input('x', [2]);

    expect(() => gradients(sum(apply(operator, [x])), [x])).toThrow(
      'The gradient of Wrong is float32[] for an input float32[2].',
    );
  });

  it('should leave out what does not lead to the wanted tensors', () => {
    const [x, y] = [input('x', [2, 2]), input('y', [2, 2])] as const;
    const [toX] = gradients(sum(matmul(x, sigmoid(y))), [x]);

    const types = buildModel({ outputs: { toX: toX ?? x } }).graph.node.map(({ opType }) => opType);

    expect(types).toEqual(expect.arrayContaining(['MatMul', 'Sigmoid']));
    expect(types.filter((type) => type === 'MatMul')).toHaveLength(1);
    expect(types).not.toContain('Mul');
  });

  it('should pass conditions by without asking for their gradient', async () => {
    expect(await gradientsOf((x) => mul(x, indicator(greater(x, 0))), [X])).toEqual([[1, 0, 1]]);
  });

  it('should go through a chain of 20,000 operations and a fan of 20,000', () => {
    const x = input('x', [1]);
    let chain: Tensor = x;
    let fan: Tensor = mul(x, 0);
    for (let i = 0; i < 20_000; i++) chain = mul(chain, 1);
    for (let i = 0; i < 20_000; i++) fan = add(fan, x);

    expect(gradients(sum(chain), [x])).toHaveLength(1);
    const [toFan] = gradients(sum(fan), [x]);
    const nodes = buildModel({ outputs: { toFan: toFan ?? x } }).graph.node.length;

    expect(nodes).toBeGreaterThan(20_000);
  });
});
