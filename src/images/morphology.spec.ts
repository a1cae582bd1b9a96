import { describe, expect, it } from 'vitest';
import { boxSums } from './box-filter.js';
import { closeUpright, erode, maximumOf3x3 } from './morphology.js';
import { labelRegions } from './regions.js';

const [WIDTH, HEIGHT] = [13, 9];
const RANDOM = Float32Array.from({ length: WIDTH * HEIGHT }, (_, i) => (i * 7919) % 61);
const BINARY = Uint8Array.from(RANDOM, (value) => (value < 50 ? 255 : 0));

/** Applies a function to the values of the square around each pixel, by the definition. */
function overSquares(
  values: ArrayLike<number>,
  radius: number,
  apply: (square: number[]) => number,
): number[] {
  return Array.from(values, (_, i) => {
    const square: number[] = [];
    for (let y = Math.floor(i / WIDTH) - radius; y <= Math.floor(i / WIDTH) + radius; y++) {
      for (let x = (i % WIDTH) - radius; x <= (i % WIDTH) + radius; x++) {
        if (x >= 0 && x < WIDTH && y >= 0 && y < HEIGHT) square.push(values[y * WIDTH + x]!);
      }
    }
    return apply(square);
  });
}

describe('filters over squares', () => {
  it('should agree with their definitions', () => {
    const sum = (square: number[]): number => square.reduce((total, value) => total + value, 0);
    for (const radius of [1, 2, 5, 20]) {
      expect([...boxSums(RANDOM, WIDTH, HEIGHT, radius)]).toEqual(overSquares(RANDOM, radius, sum));
      expect([...erode(BINARY, WIDTH, HEIGHT, radius)]).toEqual(
        overSquares(BINARY, radius, (s) => Math.min(...s)),
      );
    }
    expect([...maximumOf3x3(RANDOM, WIDTH, HEIGHT)]).toEqual(overSquares(RANDOM, 1, (s) => Math.max(...s)));
  });
});

describe('closeUpright', () => {
  it('should fill gaps up to twice the radius and leave the ends open', () => {
    const column = Uint8Array.from([0, 255, 0, 0, 255, 0, 0, 0, 255, 0]);
    expect([...closeUpright(column, 1, 10, 1)]).toEqual([0, 255, 255, 255, 255, 0, 0, 0, 255, 0]);
  });
});

describe('labelRegions', () => {
  it('should tell apart regions that touch at corners or differ in value, and measure them', () => {
    const map = Uint8Array.from([1, 0, 2, 0, 1, 2, 1, 1, 0]);
    const { labels, regions } = labelRegions(map, 3, 3);
    expect(regions.map(({ value, area }) => [value, area])).toEqual([
      [1, 1],
      [2, 2],
      [1, 3],
    ]);
    expect([...labels]).toEqual([1, 0, 2, 0, 3, 2, 3, 3, 0]);
    expect(regions[2]).toMatchObject({ left: 0, right: 1, top: 1, bottom: 2 });
  });
});
