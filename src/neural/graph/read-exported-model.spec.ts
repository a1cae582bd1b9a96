import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { largestDifference } from '../testing/compute.js';
import { randomValues } from '../testing/random-values.js';
import { buildModel } from './build-model.js';
import { constant } from './constant.js';
import { gradients } from './gradients.js';
import { decodeModel, type OnnxModel } from './onnx-model.js';
import { mul } from './operators/arithmetic.js';
import { sum } from './operators/sum.js';
import { readModel } from './read-model.js';
import { input } from './tensor.js';
import { rebuilt, runModel } from './testing/run-model.js';

interface Expected {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

function fixture(name: string): { model: OnnxModel; expected: Record<string, Expected> } {
  const file = (ending: string): Buffer =>
    readFileSync(new URL(`testing/fixtures/${name}.${ending}`, import.meta.url));
  return {
    model: decodeModel(file('onnx')),
    expected: JSON.parse(file('json').toString()) as Record<string, Expected>,
  };
}

describe("models of PyTorch's exporter", () => {
  for (const [name, inputs] of [
    ['classifier', ['image']],
    ['sampler', ['image', 'grid']],
  ] as const) {
    it(`should compute what PyTorch does when ${name}.onnx is read`, async () => {
      const { model, expected } = fixture(name);
      const feeds = Object.fromEntries(
        inputs.map((one) => [one, expected[one] ?? { shape: [], values: [] }]),
      );

      const answer = await runModel(rebuilt(model), feeds);

      expect(Object.keys(answer).length).toBeGreaterThan(0);
      for (const [output, { data, dims }] of Object.entries(answer)) {
        expect(dims, output).toEqual(expected[output]?.shape);
        expect(largestDifference(data as Float32Array, expected[output]?.values ?? []), output).toBeLessThan(
          2e-5,
        );
      }
    });
  }

  it('should have a gradient for image and weights when a classifier is read', () => {
    const { model } = fixture('classifier');
    const image = input('image', [2, 3, 12, 10]);
    const { outputs, parameters } = readModel(model, { image });

    const [toImage] = gradients(sum(mul(outputs.scores ?? image, constant([1, 2, 3], [3]))), [image]);

    expect(toImage?.shape).toEqual(image.shape);
    expect([...parameters.keys()]).toContain('stem.0.weight');
    expect(outputs.scores?.shape).toEqual([2, 3]);
  });

  it('should keep the batch open when the exporter did', () => {
    expect(readModel(fixture('classifier').model).outputs.scores?.shape).toEqual(['batch', 3]);
  });
});

const perceptual = new URL(
  '../../../../shared/weights/perceptual/mobilenet-v2-features.onnx',
  import.meta.url,
);

describe.skipIf(!existsSync(perceptual))(
  'the perceptual network (skipped: ../shared/weights is absent)',
  () => {
    it('should give the same features when it is read at a fixed size', async () => {
      const model = decodeModel(readFileSync(perceptual));
      const image = { shape: [2, 3, 32, 24], values: randomValues(2 * 3 * 32 * 24, 5) };
      const { inputs, outputs, parameters } = readModel(model, {
        image: input('image', ['batch', 3, 32, 24]),
      });

      const [original, again] = await Promise.all([
        runModel(model, { image }),
        runModel(buildModel({ inputs: Object.values(inputs), outputs, weights: parameters }), { image }),
      ]);

      expect(Object.keys(original)).toHaveLength(5);
      for (const [name, { data, dims }] of Object.entries(original)) {
        expect(again[name]?.dims).toEqual(dims);
        expect(largestDifference(again[name]?.data as Float32Array, data as Float32Array), name).toBeLessThan(
          1e-5,
        );
      }
    });
  },
);
