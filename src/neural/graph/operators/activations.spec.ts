import { describe, expect, it } from 'vitest';
import { compute, gradientsOf, largestDifference } from '../../testing/compute.js';
import { expectGradient } from '../../testing/check-gradient.js';
import { input, type Tensor } from '../tensor.js';
import { binaryCrossEntropy, clip, leakyRelu, relu, relu6, sigmoid, softplus, tanh } from './activations.js';
import { mul } from './arithmetic.js';

const SHAPES = [[], [1], [2, 3, 1, 1], [1, 3, 3, 5]];
const ACTIVATIONS: Record<string, (x: Tensor) => Tensor> = {
  relu,
  sigmoid,
  tanh,
  softplus,
  relu6: (x) => relu6(mul(x, 9)),
  leakyRelu: (x) => leakyRelu(x, 0.1),
  clip: (x) => clip(x, -0.505, 0.305),
};

describe('activations', () => {
  for (const [name, activation] of Object.entries(ACTIVATIONS)) {
    it(`should have the gradient of ${name} when shapes differ`, async () => {
      for (const shape of SHAPES) await expectGradient(activation, [{ shape, ...clearOfKinks(shape) }]);
    });
  }

  it('should compute each by its formula', async () => {
    const x = { shape: [5], values: [-30, -1, 0, 0.5, 30] };
    const expected: Record<string, (v: number) => number> = {
      relu: (v) => Math.max(v, 0),
      sigmoid: (v) => 1 / (1 + Math.exp(-v)),
      tanh: Math.tanh,
      softplus: (v) => Math.log1p(Math.exp(v)),
      relu6: (v) => Math.min(6, Math.max(0, 9 * v)),
      leakyRelu: (v) => (v > 0 ? v : 0.1 * v),
      clip: (v) => Math.min(0.305, Math.max(-0.505, v)),
    };
    for (const [name, activation] of Object.entries(ACTIVATIONS)) {
      const { values } = await compute(activation, [x]);
      expect(largestDifference(values, x.values.map(expected[name] ?? Number)), name).toBeLessThan(1e-6);
    }
  });

  it('should give relu no gradient at 0, and leaky relu its slope', async () => {
    const zero = { shape: [1], values: [0] };

    expect(await gradientsOf(relu, [zero])).toEqual([[0]]);
    expect((await gradientsOf((x) => leakyRelu(x, 0.25), [zero]))[0]).toEqual([0.25]);
  });

  it('should give clip no gradient at its bounds', async () => {
    const bounds = { shape: [5], values: [-2, -1, 0, 1, 2] };

    expect(await gradientsOf((x) => clip(x, -1, 1), [bounds])).toEqual([[0, 0, 1, 0, 0]]);
    expect(await gradientsOf(relu6, [{ shape: [2], values: [0, 6] }])).toEqual([[0, 0]]);
  });

  it('should stay finite when softplus and its gradient see ±100', async () => {
    const far = { shape: [2], values: [-100, 100] };

    expect(largestDifference((await compute(softplus, [far])).values, [0, 100])).toBeLessThan(1e-6);
    expect(largestDifference((await gradientsOf(softplus, [far]))[0] ?? [], [0, 1])).toBeLessThan(1e-6);
  });

  it('should equal −t·ln p − (1 − t)·ln(1 − p) when cross-entropy is taken of logits', async () => {
    const logit = { shape: [2, 3], values: [-3, -1, 0, 0.5, 1, 3] };
    const target = { shape: [2, 3], values: [0, 1, 0.5, 1, 0, 0.25] };
    const expected = logit.values.map((value, i) => {
      const [p, t] = [1 / (1 + Math.exp(-value)), target.values[i] ?? 0];
      return -t * Math.log(p) - (1 - t) * Math.log(1 - p);
    });

    const { values } = await compute(binaryCrossEntropy, [logit, target]);

    expect(largestDifference(values, expected)).toBeLessThan(1e-6);
    await expectGradient(binaryCrossEntropy, [logit, target]);
  });

  it('should keep an unknown batch when an activation is applied', () => {
    expect(relu(input('x', ['batch', 3])).shape).toEqual(['batch', 3]);
  });
});

/** Values of both signs, none within 0.02 of 0, of 0.305, −0.505 or of 6 ÷ 9. */
function clearOfKinks(shape: readonly number[]): { values: number[] } {
  const count = shape.reduce((product, size) => product * size, 1);
  const kinks = [0, 0.305, -0.505, 6 / 9];
  const values = Array.from({ length: count }, (_, i) => {
    const value = Math.sin(i * 1.7 + 0.5);
    const near = kinks.find((kink) => Math.abs(kink - value) < 0.02);
    return near === undefined ? value : near + 0.05;
  });
  return { values };
}
