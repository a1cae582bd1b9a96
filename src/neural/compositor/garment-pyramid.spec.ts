import { describe, expect, it } from 'vitest';
import { type GarmentLevel, GarmentPyramid } from './garment-pyramid.js';

function pyramid(width: number, height: number): GarmentPyramid {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => i);
  return new GarmentPyramid(
    { width, height, data },
    { width, height, data: new Uint8Array(width * height).fill(200) },
  );
}

/** Red, green, blue and coverage of every pixel. */
function bytes({ texels }: GarmentLevel): number[] {
  return [...texels].flatMap((texel) => [0, 8, 16, 24].map((shift) => (texel >>> shift) & 255));
}

describe('GarmentPyramid', () => {
  it('should hand out the cutout itself when the result is about as fine', () => {
    const level = pyramid(2, 2).level(1.5);

    expect(level).toMatchObject({ width: 2, height: 2 });
    expect(bytes(level)).toEqual([0, 1, 2, 200, 3, 4, 5, 200, 6, 7, 8, 200, 9, 10, 11, 200]);
  });

  it('should hand out means of 2×2 pixels when the result is half as fine', () => {
    expect(bytes(pyramid(2, 2).level(2))).toEqual([5, 6, 7, 200]);
  });

  it.each([
    [1, 64],
    [2, 32],
    [3, 32],
    [4, 16],
    [9, 8],
    [1000, 1],
  ])('should halve as often as needed when a result pixel spans %d garment pixels', (step, width) => {
    expect(pyramid(64, 64).level(step).width).toBe(width);
  });

  it('should count what it holds when halves were made', () => {
    const made = pyramid(4, 4);
    const before = made.byteLength;

    made.level(2);

    expect([before, made.byteLength]).toEqual([64, 80]);
  });

  it('should refuse a mask of another size', () => {
    const picture = { width: 2, height: 1, data: new Uint8Array(6) };

    expect(() => new GarmentPyramid(picture, { width: 1, height: 1, data: new Uint8Array(1) })).toThrow(
      /1×1.*2×1/,
    );
  });
});
