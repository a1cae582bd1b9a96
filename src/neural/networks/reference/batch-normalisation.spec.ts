import { describe, expect, it } from 'vitest';
import { buildModel } from '../../graph/build-model.js';
import { input } from '../../graph/tensor.js';
import { floats, GraphSession } from '../../runtime/graph-session.js';
import { randomValues } from '../../testing/random-values.js';
import { Parameters } from '../parameters.js';
import { BatchNormalisation } from './batch-normalisation.js';

const SHAPE = [2, 3, 4, 5];
const PIXELS = 2 * 4 * 5;
const EPSILON = 1e-5;
const WEIGHTS = new Map([
  ['bn.weight', Float32Array.of(1, 2, 0.5)],
  ['bn.bias', Float32Array.of(0, 1, -1)],
  ['bn.running_mean', Float32Array.of(0.1, 0.2, 0.3)],
  ['bn.running_var', Float32Array.of(1, 2, 3)],
  ['bn.num_batches_tracked', Float32Array.of(7)],
]);
const X = randomValues(PIXELS * 3, 5).map((value, i) => value * (1 + (Math.floor(i / 20) % 3)) + 0.5);

/** Values of a channel over the whole batch. */
function channel(values: Float32Array, number: number): number[] {
  return [...values].filter((_, i) => Math.floor(i / 20) % 3 === number);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: readonly number[]): number {
  return mean(values.map((value) => (value - mean(values)) ** 2));
}

async function run(
  normalisation: BatchNormalisation,
  uses = 1,
): Promise<Readonly<Record<string, Float32Array>>> {
  const parameters = Parameters.create();
  const x = input('x', SHAPE);
  const results = Array.from({ length: uses }, () => normalisation.apply(parameters.at('bn'), x));
  const outputs = { y: results[0]!, ...prefixed(normalisation) };
  const session = await GraphSession.open(buildModel({ inputs: [x], outputs, weights: WEIGHTS }));
  const answers = await session.run({ x: floats(X, SHAPE) });
  await session.close();
  return Object.fromEntries(Object.entries(answers).map(([name, { data }]) => [name, data as Float32Array]));
}

function prefixed({ newStatistics }: BatchNormalisation) {
  return Object.fromEntries([...newStatistics].map(([name, tensor]) => [`new ${name}`, tensor]));
}

describe('BatchNormalisation', () => {
  it('should use the running statistics and leave them alone when it does not train', async () => {
    const normalisation = BatchNormalisation.byRunningStatistics();

    const { y } = await run(normalisation);

    const expected = channel(X, 1).map((x) => ((x - 0.2) / Math.sqrt(2 + EPSILON)) * 2 + 1);
    channel(y!, 1).forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5));
    expect(normalisation.newStatistics.size).toBe(0);
  });

  it("should use the batch's statistics and move the running ones by a tenth when it trains", async () => {
    const answers = await run(BatchNormalisation.byBatch());

    const values = channel(X, 2);
    const deviation = Math.sqrt(variance(values) + EPSILON);
    channel(answers.y!, 2).forEach((value, i) =>
      expect(value).toBeCloseTo(((values[i]! - mean(values)) / deviation) * 0.5 - 1, 5),
    );
    expect(answers['new bn.running_mean']![2]).toBeCloseTo(0.9 * 0.3 + 0.1 * mean(values), 6);
    const unbiased = (variance(values) * PIXELS) / (PIXELS - 1);
    expect(answers['new bn.running_var']![2]).toBeCloseTo(0.9 * 3 + 0.1 * unbiased, 6);
    expect(answers['new bn.num_batches_tracked']).toEqual(Float32Array.of(8));
  });

  it('should move the running statistics once for each use when a layer is used twice', async () => {
    const answers = await run(BatchNormalisation.byBatch(), 2);

    const once = 0.9 * 0.1 + 0.1 * mean(channel(X, 0));
    expect(answers['new bn.running_mean']![0]).toBeCloseTo(0.9 * once + 0.1 * mean(channel(X, 0)), 6);
    expect(answers['new bn.num_batches_tracked']).toEqual(Float32Array.of(9));
  });
});
