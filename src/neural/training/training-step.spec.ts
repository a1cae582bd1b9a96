import { describe, expect, it } from 'vitest';
import { l1 } from '../losses/reconstruction.js';
import { mul, sub } from '../graph/operators/arithmetic.js';
import { sum } from '../graph/operators/sum.js';
import { input, parameter, type Tensor } from '../graph/tensor.js';
import { floats } from '../runtime/graph-session.js';
import type { AdamOptions } from './optimiser.js';
import { TrainingSession } from './training-session.js';
import { buildTrainingStep } from './training-step.js';

const target = input('target', [3]);
const FIRST = [0.5, -1, 2];
const TARGETS = [
  [1, 1, 1],
  [0, -2, 3],
  [-1, 0.5, 0.25],
  [2, 2, 2],
];

/** Half the squared distance of a weight from the target: its gradient is their difference. */
function distance(weight: Tensor): Tensor {
  const difference = sub(weight, target);
  return mul(sum(mul(difference, difference)), 0.5);
}

interface Expectation {
  readonly options?: AdamOptions;
  readonly clipNorm?: number;
  readonly averageDecay?: number;
}

/** Adam in float64, straight from the paper's listing. */
function reference({ options = {}, clipNorm = Infinity, averageDecay = 0 }: Expectation, rate: number) {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0, decay = 'decoupled' } = options;
  const weights = [...FIRST];
  const [mean, square, average] = [[0, 0, 0], [0, 0, 0], [...FIRST]];
  const losses: number[] = [];
  TARGETS.forEach((goal, step) => {
    const difference = weights.map((weight, i) => weight - goal[i]!);
    losses.push(difference.reduce((total, d) => total + d * d, 0) / 2);
    const norm = Math.hypot(...difference);
    const scale = Math.min(1, clipNorm / (norm + 1e-6));
    difference.forEach((d, i) => {
      const gradient = d * scale + (decay === 'l2' ? weightDecay * weights[i]! : 0);
      mean[i] = beta1 * mean[i]! + (1 - beta1) * gradient;
      square[i] = beta2 * square[i]! + (1 - beta2) * gradient ** 2;
      const corrected = mean[i] / (1 - beta1 ** (step + 1));
      const root = Math.sqrt(square[i] / (1 - beta2 ** (step + 1)));
      if (decay === 'decoupled') weights[i]! -= rate * weightDecay * weights[i]!;
      weights[i]! -= (rate * corrected) / (root + epsilon);
      const share = Math.min(averageDecay, (step + 2) / (step + 11));
      average[i] = share * average[i]! + (1 - share) * weights[i]!;
    });
  });
  return { weights, average, losses };
}

const batch = (goal: readonly number[]) => ({ target: floats(Float32Array.from(goal), [3]) });

function expectClose(found: Iterable<number>, expected: readonly number[]): void {
  [...found].forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5));
}

describe('buildTrainingStep', () => {
  it.each<[string, Expectation]>([
    ['Adam', {}],
    ['Adam with β1 of 0.5', { options: { beta1: 0.5 } }],
    ['AdamW', { options: { weightDecay: 0.1 } }],
    ['Adam with L2 decay', { options: { weightDecay: 0.1, decay: 'l2' } }],
    ['clipped gradients', { clipNorm: 0.5 }],
    ['a moving average', { averageDecay: 0.9 }],
  ])('should do what the listing says with %s', async (_name, expectation) => {
    const weight = parameter('w', [3]);
    const step = buildTrainingStep({
      loss: distance(weight),
      groups: [{ name: 'all', weights: new Map([['w', weight]]) }],
      optimiser: expectation.options,
      clipNorm: expectation.clipNorm,
      averageDecay: expectation.averageDecay,
    });
    const session = await TrainingSession.start(step, new Map([['w', Float32Array.from(FIRST)]]), {
      threads: 1,
    });

    const losses: number[] = [];
    for (const goal of TARGETS) losses.push((await session.step([batch(goal)], 0.1)).loss ?? NaN);

    const expected = reference(expectation, 0.1);
    expectClose(losses, expected.losses);
    expectClose(session.weights().get('w') ?? [], expected.weights);
    if (expectation.averageDecay) expectClose(session.weights('average').get('w') ?? [], expected.average);
    await session.close();
  });

  it('should train groups at their own rates and keep weights of several shapes apart', async () => {
    const [fast, slow, matrix] = [parameter('fast', [3]), parameter('slow', [3]), parameter('m', [2, 3])];
    const all = sub(mul(fast, sum(matrix, [0])), mul(slow, 2));
    const step = buildTrainingStep({
      loss: l1(all, target),
      metrics: { size: sum(mul(slow, slow)) },
      groups: [
        { name: 'a', weights: new Map(Object.entries({ fast, matrix })) },
        { name: 'b', weights: new Map([['slow', slow]]), rate: 0 },
      ],
    });
    const first = {
      fast: Float32Array.of(1, 2, 3),
      matrix: Float32Array.of(1, 2, 3, 4, 5, 6),
      slow: Float32Array.of(1, 1, 2),
    };
    const session = await TrainingSession.start(step, new Map(Object.entries(first)), { threads: 1 });

    const { loss, size } = await session.step([batch([0, 0, 0])], 0.01);

    expect(loss).toBeCloseTo((1 * 5 - 2 + (2 * 7 - 2) + (3 * 9 - 4)) / 3, 5);
    expect(size).toBeCloseTo(6, 6);
    expectClose(session.weights().get('slow') ?? [], [1, 1, 2]);
    // Adam's first step is the rate itself, against the sign of the gradient.
    expectClose(session.weights().get('fast') ?? [], [0.99, 1.99, 2.99]);
    expectClose(session.weights().get('matrix') ?? [], [0.99, 1.99, 2.99, 3.99, 4.99, 5.99]);
    await session.close();
  });

  it('should go on from a snapshot exactly as if it had never stopped', async () => {
    const weight = parameter('w', [3]);
    const step = buildTrainingStep({
      loss: distance(weight),
      groups: [{ name: 'all', weights: new Map([['w', weight]]) }],
      averageDecay: 0.9,
    });
    const whole = await TrainingSession.start(step, new Map([['w', Float32Array.from(FIRST)]]), {
      threads: 1,
    });
    await whole.step([batch([1, 1, 1])], 0.1);
    const snapshot = whole.snapshot();
    const resumed = await TrainingSession.resume(step, snapshot, { threads: 1 });

    const next = await whole.step([batch([0, 3, 0])], 0.1);
    const again = await resumed.step([batch([0, 3, 0])], 0.1);

    expect(again).toEqual(next);
    expect(resumed.steps).toBe(2);
    expect(resumed.snapshot()).toEqual(whole.snapshot());
    await whole.close();
    await resumed.close();
  });

  it('should say which state is missing when a snapshot does not fit', async () => {
    const weight = parameter('w', [3]);
    const step = buildTrainingStep({
      loss: distance(weight),
      groups: [{ name: 'all', weights: new Map([['w', weight]]) }],
    });

    await expect(TrainingSession.resume(step, { state: new Map(), stepsDone: 0 })).rejects.toThrow(
      'weights.all needs 3 values, not none.',
    );
    await expect(TrainingSession.start(step, new Map())).rejects.toThrow('The weight w has no first value.');
  });
});
