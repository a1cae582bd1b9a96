import { describe, expect, it } from 'vitest';
import { buildModel } from '../../graph/build-model.js';
import { gradients } from '../../graph/gradients.js';
import { sum } from '../../graph/operators/sum.js';
import { input } from '../../graph/tensor.js';
import { floats, GraphSession } from '../../runtime/graph-session.js';
import { Parameters } from '../parameters.js';
import { formulaWeights } from '../testing/formula-weights.js';
import { mobileNetV2Features } from './mobilenet-v2.js';
import { distance, EXPECTED, picture, runNetwork } from './testing/expected-values.js';

describe('mobileNetV2Features', () => {
  it("should compute torchvision's features when it has the same weights", async () => {
    const parameters = Parameters.create();
    const image = input('image', [1, 3, 64, 96]);
    const { taps, pooled } = mobileNetV2Features(parameters, image);

    const outputs = await runNetwork(parameters, image, [...taps, pooled]);

    expect(outputs).toHaveLength(6);
    // As many tensors as torchvision's file has without the classifier and the counters.
    expect(parameters.all.size).toBe(260);
    for (const [i, output] of outputs.entries())
      expect(distance(output, EXPECTED.mobileNetV2[i]!)).toBeLessThan(3e-5);
  });

  it('should let a loss on its features reach the image', async () => {
    const parameters = Parameters.create();
    const image = input('image', [1, 3, 32, 32]);
    const { taps } = mobileNetV2Features(parameters, image);
    const [gradient] = gradients(sum(taps[2]!), [image]);
    const weights = formulaWeights(parameters);
    const session = await GraphSession.open(buildModel({ outputs: { gradient: gradient! }, weights }));

    const answer = await session.run({ image: floats(picture(32, 32), [1, 3, 32, 32]) });

    const values = answer.gradient!.data as Float32Array;
    expect(values.every(Number.isFinite)).toBe(true);
    expect(values.some((value) => Math.abs(value) > 1e-6)).toBe(true);
    await session.close();
  });
});
