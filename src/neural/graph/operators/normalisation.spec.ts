import { describe, expect, it } from 'vitest';
import { compute, computeAll, gradientsOf, largestDifference, valuesOf } from '../../testing/compute.js';
import { expectGradient } from '../../testing/check-gradient.js';
import { constant } from '../constant.js';
import { input, type Tensor } from '../tensor.js';
import { batchNorm, batchNormTraining, instanceNorm } from './normalisation.js';

const X = { shape: [2, 3, 2, 3] };
const SCALE = { shape: [3], values: [0.5, 1, -1.5] };
const BIAS = { shape: [3], values: [0.1, -0.2, 0.3] };
const MEAN = [0.2, -0.1, 0];
const VARIANCE = [0.5, 1.2, 2];
const statistics = { runningMean: constant(MEAN, [3]), runningVariance: constant(VARIANCE, [3]) };

/** (x − mean) ÷ √(variance + ε) · scale + bias, with one mean and variance a plane group. */
function normalised(group: (i: number) => { mean: number; variance: number }, epsilon: number): number[] {
  return [...valuesOf(X, 0)].map((value, i) => {
    const { mean, variance } = group(i);
    const c = channelOf(i);
    return ((value - mean) / Math.sqrt(variance + epsilon)) * (SCALE.values[c] ?? 0) + (BIAS.values[c] ?? 0);
  });
}

function channelOf(i: number): number {
  return Math.floor(i / 6) % 3;
}

/** Mean and biased variance of the elements that share the key of element i. */
function statisticsOf(
  key: (i: number) => number,
): (i: number) => { mean: number; variance: number; count: number } {
  const x = [...valuesOf(X, 0)];
  return (i) => {
    const same = x.filter((_, j) => key(j) === key(i));
    const mean = same.reduce((a, b) => a + b, 0) / same.length;
    const variance = same.reduce((total, value) => total + (value - mean) ** 2, 0) / same.length;
    return { mean, variance, count: same.length };
  };
}

describe('batchNorm', () => {
  it('should normalise by the running statistics, with any epsilon', async () => {
    for (const epsilon of [1e-5, 1e-1]) {
      const expected = normalised(
        (i) => ({ mean: MEAN[channelOf(i)] ?? 0, variance: VARIANCE[channelOf(i)] ?? 0 }),
        epsilon,
      );

      const made = await compute(
        (x, scale, bias) => batchNorm(x, { scale, bias, ...statistics }, epsilon),
        [X, SCALE, BIAS],
      );

      expect(largestDifference(made.values, expected)).toBeLessThan(1e-5);
    }
  });

  it('should have the gradients of image, scale and bias', async () => {
    for (const epsilon of [1e-5, 1e-1]) {
      await expectGradient(
        (x, scale, bias) => batchNorm(x, { scale, bias, ...statistics }, epsilon),
        [X, SCALE, BIAS],
      );
    }
  });

  it('should refuse weights for other channels', () => {
    const weight = input('w', [2]);

    expect(() => batchNorm(input('x', [1, 3, 2, 2]), { scale: weight, bias: weight, ...statistics })).toThrow(
      /^BatchNormalization cannot take .*: each weight must be \[3\]/,
    );
  });
});

describe('batchNormTraining', () => {
  const train = (x: Tensor, scale: Tensor, bias: Tensor): ReturnType<typeof batchNormTraining> =>
    batchNormTraining(x, { scale, bias, ...statistics });

  it("should normalise by the batch's own statistics and move the running ones a tenth of the way", async () => {
    const batch = statisticsOf(channelOf);
    const perChannel = [0, 6, 12].map(batch);

    const made = await computeAll((x, scale, bias) => ({ ...train(x, scale, bias) }), [X, SCALE, BIAS]);

    expect(largestDifference(made.output?.values ?? [], normalised(batch, 1e-5))).toBeLessThan(1e-5);
    const mean = perChannel.map((now, c) => 0.9 * (MEAN[c] ?? 0) + 0.1 * now.mean);
    expect(largestDifference(made.runningMean?.values ?? [], mean)).toBeLessThan(1e-6);
    const variance = perChannel.map(
      (now, c) => 0.9 * (VARIANCE[c] ?? 0) + (0.1 * now.variance * now.count) / (now.count - 1),
    );
    expect(largestDifference(made.runningVariance?.values ?? [], variance)).toBeLessThan(1e-6);
  });

  it('should have its gradients through the statistics', async () => {
    await expectGradient((x, scale, bias) => train(x, scale, bias).output, [X, SCALE, BIAS]);
  });

  it('should give the bias and a zero gradient to the image when there is one pixel in all', async () => {
    const one = [{ shape: [1, 3, 1, 1] }, SCALE, BIAS];

    const made = await compute((x, scale, bias) => train(x, scale, bias).output, one);
    const [toImage] = await gradientsOf((x, scale, bias) => train(x, scale, bias).output, one);

    expect(largestDifference(made.values, BIAS.values)).toBeLessThan(1e-6);
    expect(toImage?.every((value) => value === 0)).toBe(true);
  });
});

describe('instanceNorm', () => {
  const normalise = (x: Tensor, scale: Tensor, bias: Tensor): Tensor => instanceNorm(x, scale, bias);

  it('should normalise each channel of each image by itself', async () => {
    const plane = statisticsOf((i) => Math.floor(i / 6));

    const made = await compute(normalise, [X, SCALE, BIAS]);

    expect(largestDifference(made.values, normalised(plane, 1e-5))).toBeLessThan(1e-5);
  });

  it('should have its gradients', async () => {
    await expectGradient(normalise, [X, SCALE, BIAS], 1e-2);
    await expectGradient(normalise, [{ shape: [1, 3, 1, 5] }, SCALE, BIAS], 1e-2);
  });

  it('should keep an unknown batch', () => {
    const weight = input('w', [3]);

    expect(instanceNorm(input('x', ['batch', 3, 4, 5]), weight, weight).shape).toEqual(['batch', 3, 4, 5]);
  });
});
