import { describe, expect, it } from 'vitest';
import { drawFlow } from './draw-flow.js';

const SIZE = { width: 4, height: 2 };

/** Sampling positions that lie `dx`, `dy` (of −1…1) away from each pixel's own place. */
function flowOf(dx: number, dy: number): Float32Array {
  const { width, height } = SIZE;
  const flow = new Float32Array(2 * width * height);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      flow[i] = (2 * x + 1) / width - 1 + dx;
      flow[width * height + i] = (2 * y + 1) / height - 1 + dy;
    }
  }
  return flow;
}

const garment = new Float32Array(8).fill(1);
const firstPixel = ({ data }: { data: Uint8Array }): number[] => [...data.subarray(0, 3)];

describe('drawFlow', () => {
  it('should be white when each pixel samples its own place', () => {
    expect(drawFlow(flowOf(0, 0), garment, SIZE).data).toEqual(new Uint8Array(24).fill(255));
  });

  it.each([
    ['right', 0.3, 0, [255, 0, 0]],
    ['left', -0.3, 0, [0, 255, 255]],
    ['down', 0, 0.3, [128, 255, 0]],
    ['up', 0, -0.3, [128, 0, 255]],
  ])('should turn the hue when the garment is sampled to the %s', (_, dx, dy, colour) => {
    expect(firstPixel(drawFlow(flowOf(dx, dy), garment, SIZE))).toEqual(colour);
  });

  it('should be black when there is no garment', () => {
    expect(drawFlow(flowOf(0.3, 0), new Float32Array(8), SIZE).data).toEqual(new Uint8Array(24));
  });

  it('should measure distances against the largest on the garment when others lie outside', () => {
    const flow = flowOf(0.1, 0);
    flow[7]! += 5;
    const composition = garment.slice();
    composition[7] = 0;

    expect(firstPixel(drawFlow(flow, composition, SIZE))).toEqual([255, 0, 0]);
  });
});
