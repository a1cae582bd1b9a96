import { describe, expect, it } from 'vitest';
import { add, mul } from '../../graph/operators/arithmetic.js';
import { buildModel } from '../../graph/build-model.js';
import { input } from '../../graph/tensor.js';
import { l1, maskedL1 } from '../../losses/reconstruction.js';
import { secondOrderSmoothness } from '../../losses/smoothness.js';
import { Random } from '../../random.js';
import { floats, GraphSession } from '../../runtime/graph-session.js';
import { buildTrainingStep } from '../../training/training-step.js';
import { TrainingSession } from '../../training/training-session.js';
import { Parameters } from '../parameters.js';
import { STUDENTS } from './student-config.js';
import { student } from './student.js';

const CONFIG = STUDENTS.tiny;
const { height, width } = CONFIG;
const inputs = {
  person: input('person', [1, 3, height, width]),
  garment: input('garment', [1, 3, height, width]),
  garmentMask: input('garment_mask', [1, 1, height, width]),
};

/** A garment of coloured stripes in a box, and a grey person before a wall who shall wear it further down. */
function example() {
  const random = new Random(5);
  const stripes = Array.from({ length: 8 }, () => [0, 1, 2].map(() => random.uniform() * 2 - 1));
  const draw = (channels: number, colour: (x: number, y: number, c: number) => number) =>
    floats(
      Float32Array.from({ length: channels * height * width }, (_, i) => {
        const at = i % (height * width);
        return colour(at % width, Math.floor(at / width), Math.floor(i / (height * width)));
      }),
      [1, channels, height, width],
    );
  const box = (x: number, y: number, top: number) => x >= 16 && x < 48 && y >= top && y < top + 32;
  const stripe = (y: number, c: number) => stripes[Math.floor(y / 4) % 8]?.[c] ?? 0;
  const wall = (y: number) => 0.6 - y / height;
  return {
    person: draw(3, (x, y) => (box(x, y, 24) ? 0 : wall(y))),
    garment: draw(3, (x, y, c) => (box(x, y, 12) ? stripe(y - 12, c) : 0)),
    garment_mask: draw(1, (x, y) => (box(x, y, 12) ? 1 : 0)),
    photo: draw(3, (x, y, c) => (box(x, y, 24) ? stripe(y - 24, c) : wall(y))),
    worn_mask: draw(1, (x, y) => (box(x, y, 24) ? 1 : 0)),
  };
}

describe('student', () => {
  it('should leave the garment where it lies and answer within its ranges when it is untrained', async () => {
    const parameters = Parameters.create();
    const { flow, composition, preservation, rendered, tryOn } = student(parameters, CONFIG, inputs);
    const model = buildModel({
      inputs: Object.values(inputs),
      outputs: { flow, composition, preservation, rendered, tryOn },
      weights: parameters.initialValues(3),
    });
    const session = await GraphSession.open(model, { threads: 1 });
    const { person, garment, garment_mask } = example();

    const answer = await session.run({ person, garment, garment_mask });

    expect(answer.flow?.dims).toEqual([1, 2, height / 4, width / 4]);
    expect(answer.tryOn?.dims).toEqual([1, 3, height, width]);
    const values = (name: string): Float32Array => answer[name]?.data as Float32Array;
    const columns = width / 4;
    for (const [i, x] of values('flow').subarray(0, columns).entries()) {
      expect(Math.abs(x - ((2 * i + 1) / columns - 1))).toBeLessThan(0.02);
    }
    for (const name of ['composition', 'preservation']) {
      expect(Math.min(...values(name))).toBeGreaterThanOrEqual(0);
      expect(Math.max(...values(name))).toBeLessThanOrEqual(1);
    }
    for (const name of ['rendered', 'tryOn']) {
      expect(Math.max(...values(name).map(Math.abs))).toBeLessThanOrEqual(1);
    }
    await session.close();
  });

  it('should learn to move a garment to where it is worn', async () => {
    const parameters = Parameters.create();
    const photo = input('photo', [1, 3, height, width]);
    const worn = input('worn_mask', [1, 1, height, width]);
    const outputs = student(parameters, CONFIG, inputs);
    const warp = add(maskedL1(outputs.warpedGarment, photo, worn), l1(outputs.warpedMask, worn));
    const smooth = outputs.levels.map(({ flow }) => flow).filter(({ shape }) => Number(shape[2]) > 2);
    const loss = smooth.reduce(
      (total, flow) => add(total, mul(secondOrderSmoothness(flow), 0.1)),
      add(warp, l1(outputs.tryOn, photo)),
    );
    const step = buildTrainingStep({
      loss,
      metrics: { mask: l1(outputs.warpedMask, worn), worn: maskedL1(outputs.tryOn, photo, worn) },
      groups: [{ name: 'student', weights: parameters.trained }],
      clipNorm: 1,
    });
    const session = await TrainingSession.start(step, parameters.initialValues(3), { threads: 1 });
    const batch = example();

    const first = await session.step([batch], 2e-3);
    let last = first;
    for (let i = 0; i < 150; i++) last = await session.step([batch], 2e-3);

    expect(last.loss).toBeLessThan((first.loss ?? 0) * 0.4);
    expect(last.mask).toBeLessThan((first.mask ?? 0) * 0.3);
    await session.close();
  });
});
