import { describe, expect, it } from 'vitest';
import { buildModel } from '../graph/build-model.js';
import { constant } from '../graph/constant.js';
import type { Tensor } from '../graph/tensor.js';
import { GraphSession } from '../runtime/graph-session.js';
import { expectGradient } from '../testing/check-gradient.js';
import { l1, maskedL1 } from './reconstruction.js';
import { secondOrderSmoothness, totalVariation } from './smoothness.js';

async function valueOf(tensor: Tensor): Promise<number> {
  const session = await GraphSession.open(buildModel({ outputs: { value: tensor } }), { threads: 1 });
  const { value } = await session.run({});
  await session.close();
  return Number((value?.data as Float32Array)[0]);
}

const ramp = (slope: number): Tensor =>
  constant(
    Array.from({ length: 2 * 4 * 5 }, (_, i) => slope * (i % 5)),
    [1, 2, 4, 5],
  );

describe('l1', () => {
  it('should be the mean absolute difference', async () => {
    expect(await valueOf(l1(constant([1, 2, 3], [3]), constant([2, 2, 0], [3])))).toBeCloseTo(4 / 3, 6);
  });

  it('should look at the mask alone when there is one', async () => {
    const a = constant([1, 5, 1, 5], [1, 2, 1, 2]);
    const b = constant([0, 0, 3, 0], [1, 2, 1, 2]);

    expect(await valueOf(maskedL1(a, b, constant([1, 0], [1, 1, 1, 2])))).toBeCloseTo(1.5, 5);
    expect(await valueOf(maskedL1(a, b, constant([0, 0], [1, 1, 1, 2])))).toBe(0);
  });
});

describe('secondOrderSmoothness', () => {
  it('should be the floor of the penalty when the flow is a plane', async () => {
    expect(await valueOf(secondOrderSmoothness(ramp(0.1)))).toBeCloseTo(0.001 ** 0.9, 6);
  });

  it('should punish a single step in each direction that crosses it', async () => {
    const step = constant(
      Array.from({ length: 2 * 3 * 4 }, (_, i) => (i % 4 < 2 ? 0 : 1)),
      [1, 2, 3, 4],
    );

    // Second difference ±1 along rows and both diagonals, 0 down the columns.
    const crossed = (1 + 1e-6) ** 0.45;
    expect(await valueOf(secondOrderSmoothness(step))).toBeCloseTo((3 * crossed + 0.001 ** 0.9) / 4, 5);
  });

  it('should have the gradient of central differences', () =>
    expectGradient(secondOrderSmoothness, [{ shape: [1, 2, 4, 5] }], 2e-2));
});

describe('totalVariation', () => {
  it('should be the slope of a ramp', async () => {
    expect(await valueOf(totalVariation(ramp(0.5)))).toBeCloseTo(0.5, 6);
  });
});
