import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSafetensors } from '../checkpoints/read-safetensors.js';
import { toFloat32 } from '../checkpoints/to-float32.js';
import type { BatchTensor } from '../datasets/training-batch.js';
import { buildModel } from '../graph/build-model.js';
import { gradients } from '../graph/gradients.js';
import { add, mul } from '../graph/operators/arithmetic.js';
import { input, type Tensor } from '../graph/tensor.js';
import { l1 } from '../losses/reconstruction.js';
import { secondOrderSmoothness } from '../losses/smoothness.js';
import { Parameters } from '../networks/parameters.js';
import { student } from '../networks/student/student.js';
import { STUDENTS } from '../networks/student/student-config.js';
import { floats, GraphSession } from '../runtime/graph-session.js';
import { evaluate, torchPython, torchTitle, writeEvaluation } from './testing/torch-runner.js';

const CONFIG = { ...STUDENTS.small, height: 128, width: 96 };
const BATCH = 2;

/** Reconstruction and smoothness of a whole small student. */
function studentLoss() {
  const { height, width } = CONFIG;
  const image = (name: string, channels: number) => input(name, [BATCH, channels, height, width]);
  const parameters = Parameters.create();
  const { tryOn, warpedMask, levels } = student(parameters, CONFIG, {
    person: image('person', 3),
    garment: image('garment', 3),
    garmentMask: image('garment_mask', 1),
  });
  const reconstruction = add(l1(tryOn, image('photo', 3)), l1(warpedMask, image('worn_mask', 1)));
  const loss = levels
    .slice(-2)
    .map(({ flow }) => mul(secondOrderSmoothness(flow), 0.1))
    .reduce(add, reconstruction);
  return { loss, weights: parameters.trained, values: parameters.initialValues(1) };
}

/** Smooth pictures; garments lie on an oval. */
function batch(): Record<string, BatchTensor> {
  const { height, width } = CONFIG;
  const planes = (channels: number, pixel: (y: number, x: number, plane: number) => number): BatchTensor => ({
    data: Float32Array.from({ length: BATCH * channels * height * width }, (_, i) =>
      pixel((Math.floor(i / width) % height) / height, (i % width) / width, Math.floor(i / (height * width))),
    ),
    shape: [BATCH, channels, height, width],
  });
  const oval = (y: number, x: number) => Number(((y - 0.5) / 0.4) ** 2 + ((x - 0.5) / 0.3) ** 2 < 1);
  const waves = (y: number, x: number, plane: number) =>
    0.8 * Math.sin((7 + plane) * y + (17 - 2 * plane) * x + plane);
  return {
    person: planes(3, waves),
    garment: planes(3, (y, x, plane) => oval(y, x) * waves(x, y, plane)),
    garment_mask: planes(1, oval),
    photo: planes(3, (y, x, plane) => waves(y, 1 - x, plane)),
    worn_mask: planes(1, (y, x) => oval(y + 0.1, x)),
  };
}

/** Loss and the gradients of all weights in their order, by ONNX Runtime. */
async function ours({ loss, weights, values }: ReturnType<typeof studentLoss>) {
  const slopes = gradients(loss, [...weights.values()]);
  const named = [...weights.keys()].map((name, i) => [`gradient.${name}`, slopes[i] as Tensor] as const);
  const model = buildModel({ outputs: { loss, ...Object.fromEntries(named) }, weights: values });
  const session = await GraphSession.open(model, { threads: 1 });
  const fed = Object.entries(batch()).map(
    ([name, { data, shape }]) => [name, floats(data as Float32Array, shape)] as const,
  );
  const answer = await session.run(Object.fromEntries(fed));
  await session.close();
  return new Map(Object.entries(answer).map(([name, { data }]) => [name, data as Float32Array]));
}

/** Of two vectors, in parts: length of the difference ÷ length of the second. */
function relativeDistance(
  found: ReadonlyMap<string, Float32Array>,
  expected: ReadonlyMap<string, Float32Array>,
): number {
  let [apart, whole] = [0, 0];
  for (const [name, values] of expected) {
    if (!name.startsWith('gradient.')) continue;
    values.forEach((value, i) => {
      apart += (value - (found.get(name)?.[i] ?? NaN)) ** 2;
      whole += value ** 2;
    });
  }
  return Math.sqrt(apart / whole);
}

describe.skipIf(!torchPython)(`${torchTitle}: the small student`, { timeout: 180_000 }, () => {
  let folder = '';
  let expected: ReadonlyMap<string, Float32Array>;

  async function theirs(...flags: string[]): Promise<ReadonlyMap<string, Float32Array>> {
    expect(await evaluate([folder], ...flags)).toEqual(['ok']);
    const { tensors } = await readSafetensors(join(folder, 'result.safetensors'));
    return new Map([...tensors].map(([name, tensor]) => [name, toFloat32(tensor)]));
  }

  const lossError = (found: ReadonlyMap<string, Float32Array>): number => {
    const [loss, reference] = [found, expected].map((one) => one.get('loss')?.[0] ?? NaN) as [number, number];
    return Math.abs(loss - reference) / reference;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tryflow-torch-'));
    const whole = studentLoss();
    const { loss, weights, values } = whole;
    const definition = { loss, groups: [{ name: 'student', weights }] };
    await writeEvaluation(folder, { definition, weights: values, batch: batch() });
    expected = await ours(whole);
  }, 180_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('should have the loss and gradient that ONNX Runtime computes', async () => {
    const found = await theirs();

    expect(lossError(found)).toBeLessThan(1e-5);
    expect(relativeDistance(found, expected)).toBeLessThan(1e-3);
  });

  it('should stay close to them in bfloat16', async () => {
    const found = await theirs('--bf16');

    expect(lossError(found)).toBeLessThan(5e-3);
    expect(relativeDistance(found, expected)).toBeLessThan(0.2);
    expect(relativeDistance(found, expected)).toBeGreaterThan(1e-4);
  });
});
