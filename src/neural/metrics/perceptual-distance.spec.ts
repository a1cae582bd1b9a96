import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSafetensors } from '../checkpoints/write-safetensors.js';
import { input } from '../graph/tensor.js';
import { Parameters } from '../networks/parameters.js';
import { BACKBONE_FOLDER, LINEAR_FOLDER, lpips } from '../networks/perceptual/lpips.js';
import { EXPECTED, mirrored, picture } from '../networks/perceptual/testing/expected-values.js';
import { formulaTensors } from './testing/formula-tensors.js';
import { PerceptualDistance, type PerceptualDistanceOptions } from './perceptual-distance.js';

const [HEIGHT, WIDTH] = [67, 81];

describe('PerceptualDistance', () => {
  let folder: string;
  let options: PerceptualDistanceOptions;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tryflow-lpips-'));
    const [backbonePath, linearPath] = ['alexnet.safetensors', 'alex.safetensors'].map((name) =>
      join(folder, name),
    );
    options = {
      backbone: 'alex',
      backbonePath: backbonePath!,
      linearPath: linearPath!,
      height: HEIGHT,
      width: WIDTH,
      threads: 1,
    };
    const parameters = Parameters.create();
    const shape = [1, 3, HEIGHT, WIDTH];
    lpips(parameters, 'alex', input('a', shape), input('b', shape));
    const classifier = { dtype: 'float32' as const, shape: [1], bytes: new Uint8Array(4) };
    const backbone = formulaTensors(parameters, `${BACKBONE_FOLDER}.`).set('classifier.1.bias', classifier);
    await writeSafetensors(options.backbonePath, backbone, {});
    await writeSafetensors(options.linearPath, formulaTensors(parameters, `${LINEAR_FOLDER}.`), {});
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('should be the reference value when the weights are read from files of their own', async () => {
    const distance = await PerceptualDistance.open(options);
    const first = picture(HEIGHT, WIDTH);

    const found = await distance.compare(first, mirrored(first, WIDTH));
    const same = await distance.compare(first, first);
    await distance.close();

    expect(Math.abs(found / EXPECTED.lpipsAlex[0]!.values[0]! - 1)).toBeLessThan(2e-5);
    expect(same).toBe(0);
    expect(distance.name).toBe('lpips-0.1-alex');
    expect(distance.weights.map(({ name }) => name)).toEqual(['alexnet.safetensors', 'alex.safetensors']);
  });

  it('should refuse weights of another network when files are exchanged or of the other backbone', async () => {
    const exchanged = { ...options, backbonePath: options.linearPath, linearPath: options.backbonePath };

    await expect(PerceptualDistance.open(exchanged)).rejects.toThrow('another network');
    await expect(PerceptualDistance.open({ ...options, backbone: 'vgg' })).rejects.toThrow('another network');
  });
});
