import { describe, expect, it } from 'vitest';
import { runWithWebgpu, WEBGPU_DRIVER } from './support/webgpu-driver.js';

/** Most of it is spent compiling programs. */
const SLOW_MS = 280_000;

/** Two training steps of the tiny student on each provider; prints losses and gradient norms. */
const PROCESS = `
  import { buildTrainingStep } from './dist/neural/training/training-step.js';
  import { TrainingSession } from './dist/neural/training/training-session.js';
  import { add } from './dist/neural/graph/operators/arithmetic.js';
  import { input } from './dist/neural/graph/tensor.js';
  import { l1 } from './dist/neural/losses/reconstruction.js';
  import { Parameters } from './dist/neural/networks/parameters.js';
  import { STUDENTS } from './dist/neural/networks/student/student-config.js';
  import { student } from './dist/neural/networks/student/student.js';
  import { Random } from './dist/neural/random.js';
  import { floats } from './dist/neural/runtime/graph-session.js';
  const config = { ...STUDENTS.tiny, height: 32, width: 32 };
  const channels = { person: 3, garment: 3, garment_mask: 1, photo: 3, worn_mask: 1 };
  const tensors = Object.fromEntries(
    Object.entries(channels).map(([name, count]) => [name, input(name, [1, count, config.height, config.width])]),
  );
  const parameters = Parameters.create();
  const { tryOn, warpedMask } = student(parameters, config, { ...tensors, garmentMask: tensors.garment_mask });
  const step = buildTrainingStep({
    loss: add(l1(tryOn, tensors.photo), l1(warpedMask, tensors.worn_mask)),
    groups: [{ name: 'student', weights: parameters.trained }],
    clipNorm: 1,
  });
  const random = new Random(3);
  const batch = Object.fromEntries(
    Object.values(tensors).map(({ source, shape }) => [
      source.name,
      floats(Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => random.uniform()), shape),
    ]),
  );
  const results = {};
  for (const provider of ['cpu', 'webgpu']) {
    const session = await TrainingSession.start(step, parameters.initialValues(1), { provider, threads: 1 });
    results[provider] = [await session.step([batch], 1e-2), await session.step([batch], 1e-2)];
    await session.close();
  }
  console.log(JSON.stringify(results));
`;

interface Step {
  readonly loss: number;
  readonly gradient_norm: number;
}

describe.skipIf(!WEBGPU_DRIVER.isInstalled)(`Training on WebGPU (${WEBGPU_DRIVER.needs})`, () => {
  it(
    'should go through the losses and gradients that the CPU goes through',
    async () => {
      const results = JSON.parse(await runWithWebgpu(PROCESS)) as Record<'cpu' | 'webgpu', Step[]>;

      expect(results.cpu).toHaveLength(2);
      expect(results.cpu[1]?.loss).not.toBe(results.cpu[0]?.loss);
      results.cpu.forEach(({ loss, gradient_norm: norm }, i) => {
        expect(Math.abs((results.webgpu[i]?.loss ?? NaN) - loss)).toBeLessThan(1e-3);
        expect(Math.abs((results.webgpu[i]?.gradient_norm ?? NaN) / norm - 1)).toBeLessThan(1e-2);
      });
    },
    SLOW_MS,
  );
});
