import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSafetensors } from '../checkpoints/write-safetensors.js';
import { buildModel } from '../graph/build-model.js';
import { concat } from '../graph/operators/concat.js';
import { mul } from '../graph/operators/arithmetic.js';
import { mean } from '../graph/operators/mean.js';
import { encodeModel } from '../graph/onnx-model.js';
import { input } from '../graph/tensor.js';
import { Parameters } from '../networks/parameters.js';
import { inceptionV3Classes, inceptionV3Pool } from '../networks/perceptual/inception-v3.js';
import { distance, EXPECTED, picture } from '../networks/perceptual/testing/expected-values.js';
import { FeatureExtractor } from './feature-extractor.js';
import { formulaTensors } from './testing/formula-tensors.js';

/** Mean and mean square of each channel. */
async function writeProxy(path: string, height: number | string, width: number | string): Promise<void> {
  const image = input('image', [1, 3, height, width]);
  const pool = concat([mean(image, [2, 3]), mean(mul(image, image), [2, 3])]);
  await writeFile(path, encodeModel(buildModel({ inputs: [image], outputs: { pool } })));
}

describe('FeatureExtractor', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tryflow-extractor-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('should label a network as a proxy and show it pictures as they are when it takes any size', async () => {
    const path = join(folder, 'moments.onnx');
    await writeProxy(path, 'height', 'width');
    const extractor = await FeatureExtractor.open(path, { threads: 1 });

    const { pool, classes } = await extractor.extract(Float32Array.of(1, 0, 0, 0, 0.5, -0.5), 1, 2);
    await extractor.close();

    expect(extractor.source).toMatchObject({ features: 'proxy:moments', resize: 'none' });
    expect(extractor.source.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect([extractor.width, extractor.classes, classes]).toEqual([6, 0, undefined]);
    expect([...pool]).toEqual([0.5, 0, 0, 0.5, 0, 0.25]);
  });

  it('should bring pictures to the size of a network that has one', async () => {
    const path = join(folder, 'sized.onnx');
    await writeProxy(path, 4, 4);
    const stripes = Float32Array.from({ length: 3 * 144 }, (_, i) => ((i % 12) % 3 === 1 ? 1 : -1));

    const pools = [];
    for (const resize of ['bilinear', 'bicubic-antialiased'] as const) {
      const extractor = await FeatureExtractor.open(path, { threads: 1, resize });
      expect(extractor.source.resize).toBe(resize);
      pools.push((await extractor.extract(stripes, 12, 12)).pool[0]!);
      await extractor.close();
    }

    // A third of the picture is white, which is all that sampling without blurring sees.
    expect(pools[0]).toBeCloseTo(1, 5);
    expect(pools[1]).toBeCloseTo(-1 / 3, 1);
  });

  it("should compute Inception's features from a weight file, and not call formula weights Inception", async () => {
    const path = join(folder, 'formula.safetensors');
    const parameters = Parameters.create();
    inceptionV3Pool(parameters, input('image', [1, 3, 96, 72]));
    const tensors = formulaTensors(parameters);
    const ofClasses = Parameters.create();
    inceptionV3Classes(ofClasses, input('pooled', [1, 2048]));
    for (const [key, tensor] of formulaTensors(ofClasses)) tensors.set(key, tensor);
    await writeSafetensors(path, tensors, {});
    const extractor = await FeatureExtractor.open(path, { threads: 2 });

    const { pool, classes } = await extractor.extract(picture(96, 72), 96, 72);
    await extractor.close();

    expect(distance({ shape: [1, 2048], data: pool }, EXPECTED.inceptionV3[0]!)).toBeLessThan(3e-5);
    expect(classes!.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 4);
    expect([extractor.width, extractor.classes]).toEqual([2048, 1008]);
    expect(extractor.source).toMatchObject({ features: 'proxy:formula.safetensors', resize: 'bilinear' });
  });

  it('should refuse a network that takes no picture', async () => {
    const path = join(folder, 'vector.onnx');
    const vector = input('vector', [1, 8]);
    await writeFile(path, encodeModel(buildModel({ inputs: [vector], outputs: { pool: mul(vector, 2) } })));

    await expect(FeatureExtractor.open(path)).rejects.toThrow('takes no picture');
  });
});
