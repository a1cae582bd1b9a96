import { describe, expect, it } from 'vitest';
import { garmentShare } from './garment-share.js';
import { GarmentPyramid } from './garment-pyramid.js';
import type { NetworkMaps } from './network-maps.js';

const WIDTH = 12;
const HEIGHT = 16;
const PLANE = WIDTH * HEIGHT;

/** A network that wears the whole garment where it lies, and shows it in `shown` of each pixel. */
function mapsOf(shown: number): NetworkMaps {
  const flow = Float32Array.from({ length: 2 * PLANE }, (_, at) => {
    const i = at % PLANE;
    return at < PLANE ? (2 * (i % WIDTH) + 1) / WIDTH - 1 : (2 * Math.floor(i / WIDTH) + 1) / HEIGHT - 1;
  });
  return {
    width: WIDTH,
    height: HEIGHT,
    person: new Float32Array(3 * PLANE),
    garmentMask: new Float32Array(PLANE).fill(1),
    flow,
    flowWidth: WIDTH,
    flowHeight: HEIGHT,
    composition: new Float32Array(PLANE).fill(shown),
    rendered: new Float32Array(3 * PLANE),
    preservation: new Float32Array(PLANE).fill(1),
  };
}

/** A garment of 24 × 32 whose left half alone is covered. */
function leftHalf(): GarmentPyramid {
  const mask = Uint8Array.from({ length: 24 * 32 }, (_, i) => (i % 24 < 12 ? 255 : 0));
  const data = new Uint8Array(24 * 32 * 3);
  return new GarmentPyramid({ width: 24, height: 32, data }, { width: 24, height: 32, data: mask });
}

const photo = (width: number) => ({ width, height: 64, data: new Uint8Array(width * 64 * 3) });
const row = ({ data }: { data: Uint8Array }, y: number): number[] => [
  ...data.subarray(y * WIDTH, (y + 1) * WIDTH),
];

describe('garmentShare', () => {
  it('should be full where the cut-out covers and nothing where it does not', () => {
    const window = { left: 0, top: 0, width: 48, height: 64 };

    const share = garmentShare({ photo: photo(48), window, garment: leftHalf(), maps: mapsOf(1) });

    expect([share.width, share.height]).toEqual([WIDTH, HEIGHT]);
    expect(row(share, 5)).toEqual([255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0]);
  });

  it('should be partial when the network shows a part of the garment', () => {
    const window = { left: 0, top: 0, width: 48, height: 64 };

    const share = garmentShare({ photo: photo(48), window, garment: leftHalf(), maps: mapsOf(0.4) });

    expect(row(share, 5)[2]).toBe(102);
  });

  it('should be nothing at sides where the photo goes on', () => {
    const window = { left: 10, top: 0, width: 48, height: 64 };

    const share = garmentShare({ photo: photo(80), window, garment: leftHalf(), maps: mapsOf(1) });

    expect(row(share, 5).slice(0, 2)).toEqual([0, 255]);
  });
});
