import type { BatchTensor } from '../../datasets/training-batch.js';
import { constant } from '../../graph/constant.js';
import { leakyRelu } from '../../graph/operators/activations.js';
import { add, mul, sub } from '../../graph/operators/arithmetic.js';
import { cast } from '../../graph/operators/compare.js';
import { conv } from '../../graph/operators/convolution.js';
import { batchNormTraining } from '../../graph/operators/normalisation.js';
import { stopGradient } from '../../graph/operators/stop-gradient.js';
import { abs } from '../../graph/operators/transcendental.js';
import { mean } from '../../graph/operators/mean.js';
import { input, parameter, type Tensor } from '../../graph/tensor.js';
import { randomValues } from '../../testing/random-values.js';
import type { TrainingStepDefinition } from '../../training/training-step.js';

const [HEIGHT, WIDTH] = [6, 8];

const FIRST = {
  'first.weight': [4, 3, 3, 3],
  'norm.scale': [4],
  'norm.bias': [4],
  'norm.mean': [4],
  'norm.variance': [4],
  'last.weight': [3, 4, 1, 1],
  'frozen.weight': [3, 3, 1, 1],
};

/** First values of all weights of {@link smallTraining}. */
export function smallWeights(): Map<string, Float32Array> {
  return new Map(
    Object.entries(FIRST).map(([name, shape], i) => {
      const values = randomValues(
        shape.reduce((product, side) => product * side, 1),
        i + 1,
      );
      return [
        name,
        name === 'norm.variance' ? values.map((value) => value + 1.5) : values.map((x) => x * 0.5),
      ];
    }),
  );
}

/**
 * A training with a bit of everything: bytes as pictures, two groups of different rates, a frozen weight, running
 * statistics, a place where no gradient flows, clipping, weight decay and a moving average.
 */
export function smallTraining(batch: number): TrainingStepDefinition {
  const all = new Map(Object.entries(FIRST).map(([name, shape]) => [name, parameter(name, shape)]));
  const at = (name: keyof typeof FIRST) => all.get(name) as Tensor;
  const weights = (...names: (keyof typeof FIRST)[]) => new Map(names.map((name) => [name, at(name)]));
  const photo = mul(cast(input('photo', [batch, 3, HEIGHT, WIDTH], 'uint8'), 'float32'), 1 / 255);
  const strength = input('strength', [batch, 1, 1, 1]);
  const [scale, bias] = [at('norm.scale'), at('norm.bias')];
  const [runningMean, runningVariance] = [at('norm.mean'), at('norm.variance')];
  const hidden = conv(photo, at('first.weight'), { padding: 1 });
  const norm = batchNormTraining(hidden, { scale, bias, runningMean, runningVariance });
  const painted = conv(leakyRelu(norm.output, 0.1), at('last.weight'));
  const target = mul(conv(photo, at('frozen.weight')), strength);
  const doubt = stopGradient(add(abs(sub(painted, target)), constant([0.1], [1])));
  const loss = mean(mul(abs(sub(painted, target)), doubt));
  return {
    loss,
    metrics: { doubt: mean(doubt) },
    groups: [
      { name: 'first', weights: weights('first.weight', 'norm.scale', 'norm.bias') },
      { name: 'last', weights: weights('last.weight'), rate: 0.2 },
    ],
    statistics: new Map([
      ['norm.mean', { before: runningMean, after: norm.runningMean }],
      ['norm.variance', { before: runningVariance, after: norm.runningVariance }],
    ]),
    frozen: new Map([...smallWeights()].filter(([name]) => name === 'frozen.weight')),
    optimiser: { beta1: 0.5, weightDecay: 0.01 },
    clipNorm: 0.05,
    averageDecay: 0.3,
  };
}

/** Another batch for each step. */
export function smallBatch(batch: number, seed: number): Record<'photo' | 'strength', BatchTensor> {
  const pixels = randomValues(batch * 3 * HEIGHT * WIDTH, seed + 11);
  return {
    photo: {
      data: Uint8Array.from(pixels, (x) => Math.round((x + 1) * 127.5)),
      shape: [batch, 3, HEIGHT, WIDTH],
    },
    strength: { data: randomValues(batch, seed + 31), shape: [batch, 1, 1, 1] },
  };
}
