import { describe, expect, it } from 'vitest';
import { bleedColours } from './colour-bleed.js';

describe('bleedColours', () => {
  const width = 11;
  const mask = { width, height: 1, data: new Uint8Array(width) };
  mask.data.set([255, 255, 255], 4);
  mask.data[7] = 120;
  const data = new Uint8Array(width * 3).fill(255);
  [40, 50, 60].forEach((level, i) => data.fill(level, (4 + i) * 3, (5 + i) * 3));
  const picture = { width, height: 1, data };
  const red = (bled: { data: Uint8Array }): number[] =>
    Array.from({ length: width }, (_, x) => bled.data[x * 3]!);

  it('should spread the nearest cloth as far as asked and the mean beyond', () => {
    expect(red(bleedColours(picture, mask, 2))).toEqual([50, 50, 40, 40, 40, 50, 60, 60, 60, 50, 50]);
  });

  it('should replace the mixed rim by the clean inside when there is one', () => {
    const [size, rim] = [15, 3];
    const wide = { width: size, height: size, data: new Uint8Array(size * size) };
    const mixed = { width: size, height: size, data: new Uint8Array(size * size * 3).fill(255) };
    for (let y = rim; y < size - rim; y++) {
      for (let x = rim; x < size - rim; x++) {
        const depth = Math.min(x, y, size - 1 - x, size - 1 - y) - rim;
        wide.data[y * size + x] = 255;
        mixed.data.fill(
          depth === 0 ? 140 : depth === 1 ? 40 : 20,
          (y * size + x) * 3,
          (y * size + x) * 3 + 3,
        );
      }
    }
    expect([...new Set(bleedColours(mixed, wide, 2).data)]).toEqual([20]);
  });

  it('should leave the picture that it was given as it is', () => {
    const before = data.slice();
    bleedColours(picture, mask, 3);
    expect(data).toEqual(before);
  });

  it('should answer black when there is no cloth', () => {
    const empty = { width, height: 1, data: new Uint8Array(width) };
    expect(red(bleedColours(picture, empty, 3))).toEqual(new Array(width).fill(0));
  });
});
