import { describe, expect, it } from 'vitest';
import { endPointError } from './end-point-error.js';

const flow = (
  height: number,
  width: number,
  data: readonly number[],
): Parameters<typeof endPointError>[0] => ({
  height,
  width,
  data: Float32Array.from(data),
});

describe('endPointError', () => {
  it('should be the distance in pixels of the frame when a flow is off', () => {
    const truth = flow(4, 2, Array<number>(16).fill(0));
    // 3 pixels of a width of 2 are 3 of −1…1; 4 pixels of a height of 4 are 2.
    const off = flow(4, 2, [...Array<number>(8).fill(3), ...Array<number>(8).fill(-2)]);

    expect(endPointError(off, truth)).toBeCloseTo(5, 6);
    expect(endPointError(truth, truth)).toBe(0);
  });

  it('should leave out the pixels whose truth is not known', () => {
    const truth = flow(1, 2, [0, NaN, 0, NaN]);

    expect(endPointError(flow(1, 2, [1, 9, 0, 9]), truth)).toBeCloseTo(1, 6);
    expect(endPointError(truth, flow(1, 2, [NaN, NaN, NaN, NaN]))).toBeUndefined();
  });
});
