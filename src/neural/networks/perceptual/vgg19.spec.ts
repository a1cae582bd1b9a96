import { describe, expect, it } from 'vitest';
import { input } from '../../graph/tensor.js';
import { Parameters } from '../parameters.js';
import { distance, EXPECTED, runNetwork } from './testing/expected-values.js';
import { VGG19_UNUSED_KEYS, vgg19Features } from './vgg19.js';

describe('vgg19Features', () => {
  it("should compute torchvision's relu1_1 … relu5_1 when it has the same weights", async () => {
    const parameters = Parameters.create();
    const image = input('image', [1, 3, 32, 48]);

    const taps = await runNetwork(parameters, image, vgg19Features(parameters, image));

    expect(taps).toHaveLength(5);
    for (const [i, tap] of taps.entries()) expect(distance(tap, EXPECTED.vgg19[i]!)).toBeLessThan(3e-5);
  });

  it("should declare torchvision's names and leave aside only what lies behind relu5_1", () => {
    const parameters = Parameters.create();
    vgg19Features(parameters, input('image', [1, 3, 32, 32]));

    const names = [...parameters.all.keys()];
    expect(names).toHaveLength(26);
    expect([names[0], names.at(-1)]).toEqual(['features.0.weight', 'features.28.bias']);
    expect(names.filter((name) => VGG19_UNUSED_KEYS.test(name))).toEqual([]);
    expect(['features.30.weight', 'classifier.6.bias'].every((key) => VGG19_UNUSED_KEYS.test(key))).toBe(
      true,
    );
  });
});
