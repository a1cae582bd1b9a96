import { describe, expect, it } from 'vitest';
import { input } from '../../graph/tensor.js';
import { Parameters } from '../parameters.js';
import { ALEXNET_UNUSED_KEYS, alexNetFeatures } from './alexnet.js';
import { distance, EXPECTED, runNetwork } from './testing/expected-values.js';

describe('alexNetFeatures', () => {
  it("should compute torchvision's five activations when it has the same weights", async () => {
    const parameters = Parameters.create();
    const image = input('image', [1, 3, 67, 81]);

    const taps = await runNetwork(parameters, image, alexNetFeatures(parameters, image));

    expect(taps).toHaveLength(5);
    for (const [i, tap] of taps.entries()) expect(distance(tap, EXPECTED.alexNet[i]!)).toBeLessThan(3e-5);
  });

  it("should declare torchvision's names and leave aside only the classifier", () => {
    const parameters = Parameters.create();
    alexNetFeatures(parameters, input('image', [1, 3, 64, 64]));

    const names = [...parameters.all.keys()];
    expect(names).toHaveLength(10);
    expect([names[0], names.at(-1)]).toEqual(['features.0.weight', 'features.10.bias']);
    expect(names.filter((name) => ALEXNET_UNUSED_KEYS.test(name))).toEqual([]);
    expect(ALEXNET_UNUSED_KEYS.test('classifier.6.bias')).toBe(true);
  });
});
