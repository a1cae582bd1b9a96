import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CheckpointError } from '../../neural/checkpoints/checkpoint-error.js';
import type { CheckpointTensor } from '../../neural/checkpoints/state-dictionary.js';
import { writeSafetensors } from '../../neural/checkpoints/write-safetensors.js';
import { buildModel } from '../../neural/graph/build-model.js';
import { input } from '../../neural/graph/tensor.js';
import { Parameters } from '../../neural/networks/parameters.js';
import { vgg19Features } from '../../neural/networks/perceptual/vgg19.js';
import { formulaWeights } from '../../neural/networks/testing/formula-weights.js';
import { floats, GraphSession } from '../../neural/runtime/graph-session.js';
import { TrainingError } from '../../neural/training/run/training-error.js';
import { readPerceptual } from './perceptual-file.js';

const SHAPE = [1, 3, 16, 16] as const;
const PIXELS = 3 * 16 * 16;

describe('readPerceptual', () => {
  let folder: string;
  let weights: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tryflow-perceptual-'));
    weights = join(folder, 'vgg19.safetensors');
    await writeSafetensors(weights, dictionary());
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("should weigh VGG-19's layers as the paper does when its weights are named", async () => {
    const { distance } = await readPerceptual({ path: weights });
    const [a, b] = [input('a', SHAPE), input('b', SHAPE)];
    const taps = vgg19Features(network(), a).map((tap, i) => [`tap${i}`, tap] as const);
    const others = vgg19Features(network(), b).map((tap, i) => [`other${i}`, tap] as const);
    const session = await GraphSession.open(
      buildModel({
        inputs: [a, b],
        outputs: { distance: distance(a, b), ...Object.fromEntries([...taps, ...others]) },
        weights: formulaWeights(network()),
      }),
    );
    const pictures = { a: floats(wave(0.013), [...SHAPE]), b: floats(wave(0.031), [...SHAPE]) };

    const outputs = await session.run(pictures);
    await session.close();

    const meanDifference = (i: number) => {
      const one = outputs[`tap${i}`]!.data as Float32Array;
      const other = outputs[`other${i}`]!.data as Float32Array;
      return one.reduce((sum, value, at) => sum + Math.abs(value - other[at]!), 0) / one.length;
    };
    const expected = [1 / 32, 1 / 16, 1 / 8, 1 / 4, 1].reduce(
      (sum, weight, i) => sum + weight * meanDifference(i),
      0,
    );
    expect(expected).toBeGreaterThan(0.01);
    expect((outputs.distance!.data as Float32Array)[0]).toBeCloseTo(expected, 4);
  });

  it('should name the weight that is missing when the file holds another network', async () => {
    const path = join(folder, 'other.safetensors');
    await writeSafetensors(path, new Map([...dictionary()].slice(2)));

    await expect(readPerceptual({ path })).rejects.toThrow(CheckpointError);
    await expect(readPerceptual({ path })).rejects.toThrow('features.0.weight');
  });

  it('should name the path when there is no file', async () => {
    const path = join(folder, 'nothing.onnx');

    await expect(readPerceptual({ path })).rejects.toThrow(TrainingError);
    await expect(readPerceptual({ path })).rejects.toThrow(path);
  });

  it('should refuse a file that is no network', async () => {
    const path = join(folder, 'broken.onnx');
    await writeFile(path, 'no network');

    await expect(readPerceptual({ path })).rejects.toThrow();
  });
});

/** VGG-19 up to relu5_1. */
function network(): Parameters {
  const parameters = Parameters.create();
  vgg19Features(parameters, input('image', SHAPE));
  return parameters;
}

function dictionary(): Map<string, CheckpointTensor> {
  const shapes = network().all;
  return new Map(
    [...formulaWeights(network())].map(([name, values]) => [
      name,
      {
        dtype: 'float32' as const,
        shape: shapes.get(name)!.shape as readonly number[],
        bytes: new Uint8Array(values.buffer),
      },
    ]),
  );
}

function wave(frequency: number): Float32Array {
  return Float32Array.from({ length: PIXELS }, (_, i) => Math.sin(frequency * i));
}
