import { describe, expect, it } from 'vitest';
import { ColourPalette, quantise } from './colour-palette.js';

/** [3, plane], −1…1, of RGB triples in 0…255. */
function planar(pixels: number[][]): Float32Array {
  return Float32Array.from([0, 1, 2].flatMap((c) => pixels.map((pixel) => pixel[c]! / 127.5 - 1)));
}

describe('ColourPalette', () => {
  const colours = quantise(
    planar([
      [8, 8, 8],
      [8, 8, 8],
      [250, 120, 8],
      [24, 8, 8],
      [250, 120, 200],
    ]),
    5,
  );

  it('should tell shares of the pixels that count', () => {
    const palette = ColourPalette.of(colours, (i) => i < 3);

    expect(palette.share(colours[0]!)).toBeCloseTo(2 / 3, 5);
    expect(palette.share(colours[2]!)).toBeCloseTo(1 / 3, 5);
    expect(palette.share(colours[4]!)).toBe(0);
  });

  it('should count a little for the neighbouring colours', () => {
    const palette = ColourPalette.of(colours, (i) => i < 2);

    expect(palette.share(colours[3]!)).toBeCloseTo(0.3, 5);
  });

  it('should know no colour when nothing counts', () => {
    expect(ColourPalette.of(colours, () => false).share(colours[0]!)).toBe(0);
  });
});

describe('quantise', () => {
  it('should stay within the table when values leave −1…1', () => {
    const [below, above] = quantise(new Float32Array([-2, 2, -2, 2, -2, 2]), 2);

    expect([below, above]).toEqual([0, 16 ** 3 - 1]);
  });
});
