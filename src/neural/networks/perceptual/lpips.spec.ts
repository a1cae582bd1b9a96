import { describe, expect, it } from 'vitest';
import { buildModel } from '../../graph/build-model.js';
import { input } from '../../graph/tensor.js';
import { floats, GraphSession } from '../../runtime/graph-session.js';
import { Parameters } from '../parameters.js';
import { formulaWeights } from '../testing/formula-weights.js';
import { BACKBONE_FOLDER, LINEAR_FOLDER, lpips } from './lpips.js';
import { EXPECTED, mirrored, picture } from './testing/expected-values.js';

const CASES = [
  { backbone: 'alex', expected: EXPECTED.lpipsAlex[0], shape: [1, 3, 67, 81] },
  { backbone: 'vgg', expected: EXPECTED.lpipsVgg[0], shape: [1, 3, 48, 37] },
] as const;

describe('lpips', () => {
  it.each(CASES)(
    "should be its formula over PyTorch's features when the backbone is $backbone",
    async ({ backbone, expected, shape }) => {
      const parameters = Parameters.create();
      const [a, b] = [input('a', shape), input('b', shape)];
      const outputs = {
        distance: lpips(parameters, backbone, a, b),
        same: lpips(parameters, backbone, a, a),
      };
      const weights = new Map([
        ...formulaWeights(parameters, `${BACKBONE_FOLDER}.`),
        ...formulaWeights(parameters, `${LINEAR_FOLDER}.`),
      ]);
      const session = await GraphSession.open(buildModel({ inputs: [a, b], outputs, weights }), {
        threads: 1,
      });
      const first = picture(shape[2], shape[3]);

      const { distance, same } = await session.run({
        a: floats(first, shape),
        b: floats(mirrored(first, shape[3]), shape),
      });
      await session.close();

      expect(distance!.dims).toEqual([1]);
      expect(Math.abs(Number(distance!.data[0]) / expected!.values[0]! - 1)).toBeLessThan(2e-5);
      expect(Number(same!.data[0])).toBe(0);
    },
  );
});
