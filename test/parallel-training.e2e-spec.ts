import { afterEach, describe, expect, it } from 'vitest';
import { add, mul, sub } from '../src/neural/graph/operators/arithmetic.js';
import { mean } from '../src/neural/graph/operators/mean.js';
import { sum } from '../src/neural/graph/operators/sum.js';
import { input } from '../src/neural/graph/tensor.js';
import { filledWith, heNormal, Parameters } from '../src/neural/networks/parameters.js';
import { Random } from '../src/neural/random.js';
import { floats } from '../src/neural/runtime/graph-session.js';
import { ParallelTraining } from '../src/neural/training/parallel-training.js';
import type { Trainer } from '../src/neural/training/trainer.js';
import { TrainingSession } from '../src/neural/training/training-session.js';
import {
  buildTrainingParts,
  buildTrainingStep,
  type TrainingStepDefinition,
} from '../src/neural/training/training-step.js';

const ENTRY = new URL('../dist/neural/training/gradient.worker.js', import.meta.url);
const STEPS = 4;
const FEATURES = 3;

/** Least squares with a running mean of the inputs; a batch of `samples` rows. */
function regression(samples: number): { definition: TrainingStepDefinition; parameters: Parameters } {
  const parameters = Parameters.create();
  const [x, y] = [input('x', [samples, FEATURES]), input('y', [samples])];
  const slope = parameters.weight('slope', [FEATURES], heNormal());
  const offset = parameters.weight('offset', [1], filledWith(0));
  const running = parameters.statistic('running', [FEATURES], filledWith(0));
  const error = sub(add(sum(mul(x, slope), [1]), offset), y);
  const definition = {
    loss: mean(mul(error, error)),
    metrics: { bias: mean(error) },
    groups: [{ name: 'all', weights: parameters.trained }],
    statistics: new Map([
      ['running', { before: running, after: add(mul(running, 0.9), mul(mean(x, [0]), 0.1)) }],
    ]),
    averageDecay: 0.9,
    clipNorm: 5,
  };
  return { definition, parameters };
}

/** Rows of a batch, and the same ones in two halves. */
function data(step: number) {
  const random = new Random(step);
  const x = Float32Array.from({ length: 4 * FEATURES }, () => random.normal());
  const y = Float32Array.from({ length: 4 }, () => random.normal());
  const rows = (from: number, to: number) => ({
    x: floats(x.slice(from * FEATURES, to * FEATURES), [to - from, FEATURES]),
    y: floats(y.slice(from, to), [to - from]),
  });
  return { whole: [rows(0, 4)], halves: [rows(0, 2), rows(2, 4)] };
}

const open: Trainer[] = [];
const started = <T extends Trainer>(trainer: T): T => {
  open.push(trainer);
  return trainer;
};
afterEach(async () => {
  for (const trainer of open.splice(0)) await trainer.close();
});

describe('ParallelTraining', () => {
  it('should move weights as one session does when each thread has half of the batch', async () => {
    const { definition, parameters } = regression(4);
    const first = parameters.initialValues(1);
    const alone = started(await TrainingSession.start(buildTrainingStep(definition), first));
    const parts = buildTrainingParts(regression(2).definition, 2);
    const together = started(await ParallelTraining.start(parts, first, { entry: ENTRY }));

    for (let step = 0; step < STEPS; step++) {
      const { whole, halves } = data(step);
      const expected = await alone.step(whole, 0.1);
      const found = await together.step(halves, 0.1);
      expect(Object.keys(found)).toEqual(['loss', 'gradient_norm', 'bias']);
      for (const [name, value] of Object.entries(expected)) expect(found[name]).toBeCloseTo(value, 5);
    }

    for (const kind of ['weights', 'average'] as const) {
      for (const [name, values] of alone.weights(kind)) {
        const found = together.weights(kind).get(name) ?? [];
        [...values].forEach((value, i) => expect(found[i]).toBeCloseTo(value, 5));
      }
    }
  });

  it('should go on from a snapshot to the same bits', async () => {
    const parts = buildTrainingParts(regression(2).definition, 2);
    const whole = started(
      await ParallelTraining.start(parts, regression(2).parameters.initialValues(1), { entry: ENTRY }),
    );
    await whole.step(data(0).halves, 0.1);
    const resumed = started(await ParallelTraining.resume(parts, whole.snapshot(), { entry: ENTRY }));

    const next = await whole.step(data(1).halves, 0.1);
    const again = await resumed.step(data(1).halves, 0.1);

    expect(again).toEqual(next);
    expect(resumed.snapshot()).toEqual(whole.snapshot());
  });

  it('should refuse another number of shards than it has threads', async () => {
    const { definition, parameters } = regression(2);
    const parts = buildTrainingParts(definition, 2);
    const trainer = started(
      await ParallelTraining.start(parts, parameters.initialValues(1), { entry: ENTRY }),
    );

    await expect(trainer.step(data(0).whole, 0.1)).rejects.toThrow('2 shards are needed, not 1.');
  });
});
