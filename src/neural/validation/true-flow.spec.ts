import { describe, expect, it } from 'vitest';
import { trueFlow } from './true-flow.js';

/** [4, 4, 2] of shares that say where each pixel lies itself. */
const unmoved = (): Float32Array =>
  Float32Array.from({ length: 32 }, (_, i) => ((i % 2 === 0 ? (i >> 1) % 4 : i >> 3) + 0.5) / 4 / 10);

describe('trueFlow', () => {
  it('should be the same map at the frame when it is shrunk', () => {
    const { data } = trueFlow({ shape: [4, 4, 2], data: unmoved() }, 2, 2);

    const shares = Array.from(data, (value) => ((value + 1) / 2) * 10);
    [0.25, 0.75, 0.25, 0.75, 0.25, 0.25, 0.75, 0.75].forEach((share, i) =>
      expect(shares[i]).toBeCloseTo(share, 5),
    );
  });

  it('should know nothing where a neighbour shows no garment', () => {
    const data = unmoved();
    data.set([-1, -1], 0);

    const flow = trueFlow({ shape: [4, 4, 2], data }, 2, 2);

    expect(Array.from(flow.data, (value) => Number.isNaN(value))).toEqual([
      true,
      false,
      false,
      false,
      true,
      false,
      false,
      false,
    ]);
  });

  it('should know nothing across a seam, where a sleeve lies before the body', () => {
    const data = unmoved();
    data[0] = 0.9;

    const flow = trueFlow({ shape: [4, 4, 2], data }, 2, 2);

    expect([flow.data[0], flow.data[4]]).toEqual([NaN, NaN]);
    expect(flow.data[1]).not.toBeNaN();
  });
});
