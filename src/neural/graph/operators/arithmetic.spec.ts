import { describe, expect, it } from 'vitest';
import { compute, gradientsOf } from '../../testing/compute.js';
import { expectGradient } from '../../testing/check-gradient.js';
import { add, div, mul, neg, sub } from './arithmetic.js';

const STRETCHED = [
  { a: [2, 3, 5], b: [2, 3, 5] },
  { a: [2, 3, 5], b: [] },
  { a: [], b: [3] },
  { a: [2, 1, 5], b: [3, 1] },
  { a: [4], b: [2, 3, 1] },
  { a: [1, 1, 1, 1], b: [2, 3] },
];

/** 0.5…1.5 at either side of 0, so that quotients stay moderate. */
function divisor(shape: readonly number[]): { shape: readonly number[]; values: number[] } {
  const count = shape.reduce((product, size) => product * size, 1);
  const values = Array.from({ length: count }, (_, i) => (i % 2 === 0 ? 1 : -1) * (0.5 + i / count));
  return { shape, values };
}

describe('arithmetic', () => {
  for (const { a, b } of STRETCHED) {
    it(`should have the gradients of + − × ÷ when [${a.join()}] meets [${b.join()}]`, async () => {
      for (const operator of [add, sub, mul]) await expectGradient(operator, [{ shape: a }, { shape: b }]);
      await expectGradient(div, [{ shape: a }, divisor(b)]);
    });
  }

  it('should compute what the signs say when numbers stand for tensors', async () => {
    const x = { shape: [2], values: [3, -4] };

    expect((await compute((t) => sub(1, t), [x])).values).toEqual([-2, 5]);
    expect((await compute((t) => add(t, 0.5), [x])).values).toEqual([3.5, -3.5]);
    expect((await compute((t) => mul(t, -2), [x])).values).toEqual([-6, 8]);
    expect((await compute((t) => div(12, t), [x])).values).toEqual([4, -3]);
    expect((await compute(neg, [x])).values).toEqual([-3, 4]);
  });

  it('should give −1 as the gradient of a negative', async () => {
    expect(await gradientsOf(neg, [{ shape: [2] }])).toEqual([[-1, -1]]);
  });

  it('should sum the gradient of an element over everything that it was stretched to', async () => {
    const [, toB] = await gradientsOf(add, [{ shape: [2, 3] }, { shape: [3] }]);

    expect(toB).toEqual([2, 2, 2]);
  });
});
