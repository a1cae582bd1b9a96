import { describe, expect, it } from 'vitest';
import { buildModel } from '../../graph/build-model.js';
import { gradients } from '../../graph/gradients.js';
import { add, mul } from '../../graph/operators/arithmetic.js';
import { mean } from '../../graph/operators/mean.js';
import { input } from '../../graph/tensor.js';
import { floats, GraphSession } from '../../runtime/graph-session.js';
import { randomValues } from '../../testing/random-values.js';
import { Parameters } from '../parameters.js';
import { BatchNormalisation } from './batch-normalisation.js';
import { referenceTutor } from './tutor.js';
import { TINY_STUDENT } from './testing/tiny-student.js';

const { height, width, widths } = TINY_STUDENT;
const map = (name: string, channels: number) => input(name, [2, channels, height, width]);
const PERSON = { condition: map('condition', 45), preserved: map('preserved', 3), body: map('body', 1) };
const GARMENT = { image: map('garment', 3), mask: map('garment_mask', 1) };

describe('referenceTutor', () => {
  it("should take the tutor's 45 and 8 channels when it has the published widths", () => {
    const parameters = Parameters.create();

    const map = (channels: number) => input(`${channels} channels`, [1, channels, 64, 64]);
    const person = { condition: map(45), preserved: map(3), body: map(1) };
    const { tryOn, warped } = referenceTutor(parameters, person, { image: map(3), mask: map(1) });

    const shapes = Object.fromEntries([...parameters.all].map(([name, { shape }]) => [name, shape]));
    expect(shapes).toMatchObject({
      'warp.cond_features.encoders.0.0.block.2.weight': [64, 45, 3, 3],
      'warp.image_features.encoders.0.0.block.2.weight': [64, 3, 3, 3],
      'gen.model.model.0.weight': [64, 8, 3, 3],
    });
    expect(tryOn.shape).toEqual([1, 3, 64, 64]);
    expect(warped.levels.map(({ flow }) => flow.shape[2])).toEqual([4, 8, 16, 32, 64]);
  });

  it('should refuse a condition of another number of channels', () => {
    const condition = map('condition', 44);

    expect(() => referenceTutor(Parameters.create(), { ...PERSON, condition }, GARMENT)).toThrow(
      /45 channels/,
    );
  });

  it('should give every weight a finite gradient when it is trained by batch statistics', async () => {
    const parameters = Parameters.create();
    const normalisation = BatchNormalisation.byBatch();
    const { tryOn, warped } = referenceTutor(parameters, PERSON, GARMENT, { widths, normalisation });
    const { trained, all } = parameters;
    const loss = add(mean(mul(tryOn, tryOn)), mean(mul(warped.image, tryOn)));
    const steps = gradients(loss, [...trained.values()]);
    const names = [...trained.keys()];
    const outputs = Object.fromEntries(steps.map((tensor, i) => [`gradient of ${names[i]}`, tensor]));
    const model = buildModel({ outputs, weights: parameters.initialValues(3) });
    const session = await GraphSession.open(model);

    const inputs = [...Object.values(PERSON), ...Object.values(GARMENT)].map(({ shape }, seed) => {
      const sizes = shape as readonly number[];
      return floats(
        randomValues(
          sizes.reduce((a, b) => a * b),
          seed + 1,
        ),
        sizes,
      );
    });
    const fed = ['condition', 'preserved', 'body', 'garment', 'garment_mask'];
    const answers = await session.run(Object.fromEntries(fed.map((name, i) => [name, inputs[i]!])));
    await session.close();

    const values = Object.entries(answers).map(([name, { data }]) => [name, data as Float32Array] as const);
    expect(values).toHaveLength(names.length);
    expect(values.filter(([, data]) => !data.every(Number.isFinite)).map(([name]) => name)).toEqual([]);
    const reached = values.filter(([, data]) => data.some((value) => value !== 0)).length;
    expect(reached / values.length).toBeGreaterThan(0.9);
    const statistics = [...all.keys()].filter((name) => !trained.has(name));
    expect([...normalisation.newStatistics.keys()].sort()).toEqual(statistics.sort());
  });
});
