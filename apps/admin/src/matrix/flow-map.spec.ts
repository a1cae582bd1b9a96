import { describe, expect, it } from 'vitest';
import { composeTryOn } from '../../../../src/neural/compositor/compose-try-on.js';
import { GarmentPyramid } from '../../../../src/neural/compositor/garment-pyramid.js';
import { garmentShare } from '../../../../src/neural/compositor/garment-share.js';
import type { NetworkMaps } from '../../../../src/neural/compositor/network-maps.js';
import type { Picture, Window } from '../../../../src/neural/compositor/picture.js';
import { type EncodedFlow, FlowMap } from './flow-map.js';

const base64 = (data: Float32Array | Uint8Array): string =>
  btoa(String.fromCharCode(...new Uint8Array(data.buffer, data.byteOffset, data.byteLength)));

/** A flow of 4 × 4 that samples `at(across, down)`, shares of the window and of the cut-out, half of the way garment. */
function encoded(at: (across: number, down: number) => [number, number]): EncodedFlow {
  const flow = new Float32Array(32);
  const share = new Uint8Array(64);
  for (let i = 0; i < 16; i++) {
    const [x, y] = at(((i % 4) + 0.5) / 4, (Math.floor(i / 4) + 0.5) / 4);
    flow[i] = 2 * x - 1;
    flow[16 + i] = 2 * y - 1;
  }
  for (let i = 0; i < 64; i++) share[i] = i % 8 < 4 ? 255 : 0;
  return {
    pictureWidth: 200,
    pictureHeight: 100,
    window: { left: 50, top: 0, width: 100, height: 100 },
    flow: { width: 4, height: 4, base64: base64(flow) },
    share: { width: 8, height: 8, base64: base64(share) },
  };
}

/** A 24 × 32 network that puts the garment, mirrored and shifted, on the middle of the window. */
function warpingMaps(): NetworkMaps {
  const width = 24;
  const height = 32;
  const plane = width * height;
  const [flowWidth, flowHeight] = [6, 8];
  const flow = new Float32Array(2 * flowWidth * flowHeight);
  const composition = new Float32Array(plane);
  for (let y = 0, i = 0; y < flowHeight; y++) {
    for (let x = 0; x < flowWidth; x++, i++) {
      flow[i] = 1 - (2 * x + 1) / flowWidth + 0.1;
      flow[flowWidth * flowHeight + i] = 0.7 * ((2 * y + 1) / flowHeight - 1);
    }
  }
  for (let y = 8; y < 24; y++) composition.fill(1, y * width + 6, y * width + 18);
  return {
    width,
    height,
    person: new Float32Array(3 * plane),
    garmentMask: new Float32Array(plane).fill(1),
    flow,
    flowWidth,
    flowHeight,
    composition,
    rendered: new Float32Array(3 * plane),
    preservation: new Float32Array(plane).fill(1),
  };
}

describe('FlowMap', () => {
  it('should answer the place that the flow names, at a share of the window', () => {
    const map = new FlowMap(encoded((across, down) => [0.2 + across / 2, 1 - down]));

    const source = map.sourceOf({ x: 0.25 + 0.5 * 0.3, y: 0.6 });

    expect(source?.x).toBeCloseTo(0.35, 5);
    expect(source?.y).toBeCloseTo(0.4, 5);
    expect(source?.share).toBe(1);
  });

  it.each([
    ['is photo or paint', { x: 0.7, y: 0.5 }],
    ['lies left of the window', { x: 0.2, y: 0.5 }],
    ['lies right of the window', { x: 0.8, y: 0.5 }],
    ['lies above the picture', { x: 0.3, y: -0.1 }],
  ])('should answer nothing when the point %s', (_case, place) => {
    expect(new FlowMap(encoded(() => [0.5, 0.5])).sourceOf(place)).toBeUndefined();
  });

  it('should tell how much is garment when the point is mixed', () => {
    expect(new FlowMap(encoded(() => [0.5, 0.5])).sourceOf({ x: 0.5, y: 0.5 })?.share).toBeCloseTo(0.5, 5);
  });

  it('should stay on the cut-out when the flow points beyond its edge', () => {
    const source = new FlowMap(encoded(() => [1.4, -0.2])).sourceOf({ x: 0.3, y: 0.5 });

    expect([source?.x, source?.y]).toEqual([1, 0]);
  });

  it('should name the very pixels that the compositor took', () => {
    const cutout: Picture = { width: 60, height: 80, data: new Uint8Array(60 * 80 * 3) };
    for (let i = 0; i < 60 * 80; i++) cutout.data.set([4 * (i % 60), 3 * Math.floor(i / 60), 200], i * 3);
    const mask = { width: 60, height: 80, data: new Uint8Array(60 * 80).fill(255) };
    const photo: Picture = { width: 70, height: 80, data: new Uint8Array(70 * 80 * 3).fill(17) };
    const window: Window = { left: 5, top: 0, width: 60, height: 80 };
    const maps = warpingMaps();
    const input = { photo, window, garment: new GarmentPyramid(cutout, mask), maps };
    const map = new FlowMap({
      pictureWidth: 70,
      pictureHeight: 80,
      window,
      flow: { width: maps.flowWidth, height: maps.flowHeight, base64: base64(maps.flow) },
      share: { width: maps.width, height: maps.height, base64: base64(garmentShare(input).data) },
    });

    const result = composeTryOn(input);

    let compared = 0;
    let unexplained = 0;
    let farthest = 0;
    for (let y = 0; y < 80; y++) {
      for (let x = 0; x < 70; x++) {
        const source = map.sourceOf({ x: (x + 0.5) / 70, y: (y + 0.5) / 80 });
        const [red, green] = result.data.subarray((y * 70 + x) * 3);
        if (!source) {
          if (red !== 17 || green !== 17) unexplained++;
        } else if (source.share === 1) {
          // Red tells the column of the cut-out, green the row.
          farthest = Math.max(farthest, Math.abs(source.x * 60 - 0.5 - red! / 4));
          farthest = Math.max(farthest, Math.abs(source.y * 80 - 0.5 - green! / 3));
          compared++;
        }
      }
    }
    expect(unexplained).toBe(0);
    expect(compared).toBeGreaterThan(800);
    expect(farthest).toBeLessThan(0.2);
  });
});
