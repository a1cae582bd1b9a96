import { describe, expect, it } from 'vitest';
import { warpMask } from './warp-mask.js';

/** A flow of the frame's own size that samples `dx`, `dy` pixels further right and down. */
function shift(width: number, height: number, dx: number, dy: number): Float32Array {
  const plane = width * height;
  return Float32Array.from({ length: 2 * plane }, (_, at) => {
    const i = at % plane;
    return at < plane
      ? (2 * ((i % width) + dx) + 1) / width - 1
      : (2 * (Math.floor(i / width) + dy) + 1) / height - 1;
  });
}

describe('warpMask', () => {
  const [width, height] = [4, 3];
  const garmentMask = new Float32Array([0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0]);
  const warp = (dx: number, dy: number): number[] => {
    const flow = shift(width, height, dx, dy);
    const warped = warpMask({ width, height, garmentMask, flow, flowWidth: width, flowHeight: height });
    return [...warped].map((value) => Math.round(value * 1000) / 1000);
  };

  it('should leave the mask as it is when the flow is the identity', () => {
    expect(warp(0, 0)).toEqual([...garmentMask]);
  });

  it('should move and blend it when the flow points between pixels', () => {
    expect(warp(0.5, 0)).toEqual([0.5, 1, 0.5, 0, 0.5, 1, 0.5, 0, 0, 0, 0, 0]);
  });

  it('should be empty where the flow points outside of the garment picture', () => {
    expect(warp(0, -2)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0]);
  });
});
