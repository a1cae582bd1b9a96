import { Tensor as OrtTensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { syntheticPairs } from '../datasets/synthetic/synthetic-pair.js';
import { buildModel } from '../graph/build-model.js';
import { STUDENTS } from '../networks/student/student-config.js';
import { GraphSession, type Values } from '../runtime/graph-session.js';
import { TrainingSession } from '../training/training-session.js';
import { buildTrainingStep } from '../training/training-step.js';
import { firstWeights } from './build-stage.js';
import { SMALL_LOSSES } from './loss-weights.js';
import { defineStage, type StageName, type StageSettings } from './stages.js';

const frame = { height: 64, width: 64 };
const SAMPLES = 2;
const settings: StageSettings = {
  networks: { kind: 'small', config: STUDENTS.tiny },
  losses: SMALL_LOSSES,
  warpRate: 1,
};

/** Synthetic people as a batch; the last one's true input in another garment is given. */
function syntheticBatch(): Values {
  const pairs = [...syntheticPairs(SAMPLES, 3, frame)];
  const { height, width } = frame;
  const stack = (values: (i: number) => Uint8Array | Float32Array, ...shape: number[]): OrtTensor => {
    const all = pairs.flatMap((_, i) => [...values(i)]);
    const isBytes = values(0) instanceof Uint8Array;
    return new OrtTensor(
      isBytes ? 'uint8' : 'float32',
      isBytes ? Uint8Array.from(all) : Float32Array.from(all),
      [SAMPLES, ...shape],
    );
  };
  const other = (i: number) => pairs[(i + 1) % SAMPLES]!;
  const isGiven = (i: number) => i === SAMPLES - 1;
  return {
    photo: stack((i) => pairs[i]!.photo, 3, height, width),
    garment: stack((i) => pairs[i]!.garment, 3, height, width),
    garment_mask: stack((i) => pairs[i]!.garmentMask, 1, height, width),
    labels: stack((i) => pairs[i]!.labels, 1, height, width),
    body_parts: stack((i) => pairs[i]!.bodyParts, 1, height, width),
    keypoints: stack((i) => pairs[i]!.keypoints, 18, 3),
    other_garment: stack((i) => other(i).garment, 3, height, width),
    other_garment_mask: stack((i) => other(i).garmentMask, 1, height, width),
    otherwise: stack((i) => (isGiven(i) ? pairs[i]!.otherwise : pairs[i]!.photo), 3, height, width),
    has_otherwise: stack((i) => Float32Array.of(isGiven(i) ? 1 : 0), 1, 1, 1),
  };
}

/** Trains a stage on one batch; answers its first and last figures and the weights after it. */
async function train(name: StageName, steps: number, known: ReadonlyMap<string, Float32Array>) {
  const stage = defineStage(name, settings, { samples: SAMPLES, frame, isTraining: true });
  const weights = firstWeights(stage, known, 1);
  const trained = new Set(stage.groups.flatMap((group) => [...group.weights.keys()]));
  const frozen = new Map([...weights].filter(([weight]) => !trained.has(weight)));
  const session = await TrainingSession.start(buildTrainingStep({ ...stage, frozen, clipNorm: 5 }), weights, {
    threads: 1,
  });
  const batch = syntheticBatch();
  const first = await session.step([batch], 3e-3);
  let last = first;
  for (let step = 1; step < steps; step++) last = await session.step([batch], 3e-3);
  const after = new Map([...known, ...weights, ...session.weights()]);
  await session.close();
  return { first, last, after, trained };
}

describe('defineStage', () => {
  it(
    'should let each stage learn, one after the other, on synthetic pairs',
    { timeout: 120_000 },
    async () => {
      const tutorWarp = await train('tutor-warp', 60, new Map());
      expect(tutorWarp.last.loss).toBeLessThan(tutorWarp.first.loss! * 0.6);
      expect(tutorWarp.last.mask_iou).toBeGreaterThan(tutorWarp.first.mask_iou!);

      const tutor = await train('tutor', 40, tutorWarp.after);
      expect(tutor.last.loss).toBeLessThan(tutor.first.loss! * 0.6);
      expect(tutor.last.try_on_l1).toBeLessThan(tutor.first.try_on_l1! * 0.6);

      const studentWarp = await train('student-warp', 40, tutor.after);
      expect(studentWarp.last.loss).toBeLessThan(studentWarp.first.loss! * 0.8);
      for (const [name, values] of tutor.after) {
        if (name.startsWith('tutor.')) expect(studentWarp.after.get(name)).toEqual(values);
      }

      const student = await train('student', 40, studentWarp.after);
      expect(student.last.loss).toBeLessThan(student.first.loss! * 0.7);
      expect(student.last.try_on_l1).toBeLessThan(student.first.try_on_l1!);
    },
  );

  it('should begin a student as its tutor where both are alike', () => {
    const tutor = firstWeights(
      defineStage('tutor', settings, { samples: 1, frame, isTraining: true }),
      new Map(),
      1,
    );
    const stage = defineStage('student', settings, { samples: 1, frame, isTraining: true });

    const student = firstWeights(stage, tutor, 2);

    expect(student.get('student.flow.level3.offset.weight')).toBe(
      tutor.get('tutor.flow.level3.offset.weight'),
    );
    expect(student.get('student.person.stem.weight')?.length).toBe(4 * 3 * 9);
  });

  it('should train the generator only where a stage paints', () => {
    const groups = (name: StageName) =>
      defineStage(name, settings, { samples: 1, frame, isTraining: true }).groups.map((group) => group.name);

    expect(groups('student-warp')).toEqual(['warp']);
    expect(groups('student')).toEqual(['warp', 'generator']);
  });

  it('should give the student a true picture of the person in another garment where there is one', async () => {
    const stage = defineStage('student', settings, { samples: SAMPLES, frame, isTraining: false });
    const weights = firstWeights(stage, new Map(), 1);
    const model = buildModel({ outputs: stage.pictures, weights });
    const session = await GraphSession.open(model, { threads: 1 });
    const batch = syntheticBatch();

    const { 'person image': person } = await session.run(batch);

    const plane = 3 * frame.height * frame.width;
    const seen = (person?.data as Float32Array).subarray((SAMPLES - 1) * plane);
    const given = (batch.otherwise?.data as Uint8Array).subarray((SAMPLES - 1) * plane);
    expect(Math.max(...seen.map((value, i) => Math.abs(value - (given[i]! / 127.5 - 1))))).toBeLessThan(1e-5);
    await session.close();
  });
});
