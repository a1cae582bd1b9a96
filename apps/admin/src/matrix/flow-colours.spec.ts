import { describe, expect, it } from 'vitest';
import { flowColours } from './flow-colours.js';
import { FlowMap } from './flow-map.js';

const base64 = (bytes: ArrayLike<number>): string => btoa(String.fromCharCode(...Array.from(bytes)));

/** A flow of 2 × 2 whose left column samples a tenth of the garment to the right of its own place, and shows it. */
function shiftedMap(): FlowMap {
  const flow = new Float32Array([-0.3, 0.7, -0.3, 0.7, -0.5, -0.5, 0.5, 0.5]);
  const size = { width: 2, height: 2 };
  return new FlowMap({
    pictureWidth: 20,
    pictureHeight: 20,
    window: { left: 0, top: 0, width: 20, height: 20 },
    flow: { ...size, base64: base64(new Uint8Array(flow.buffer)) },
    share: { ...size, base64: base64([255, 0, 255, 0]) },
  });
}

describe('flowColours', () => {
  it('should be red where the garment is sampled to the right, and transparent without garment', () => {
    const colours = flowColours(shiftedMap());

    expect([...colours.subarray(0, 3)]).toEqual([255, 0, 0]);
    expect(colours[3]).toBeGreaterThan(200);
    expect(colours[7]).toBe(0);
  });
});
