import { describe, expect, it } from 'vitest';
import { axisTable, enlargeField } from './field.js';

/** Bilinear sampling with half-pixel centres straight from the definition. */
function reference(values: Float32Array, width: number, height: number, x: number, y: number): number {
  const at = (column: number, row: number): number =>
    values[Math.min(height - 1, Math.max(0, row)) * width + Math.min(width - 1, Math.max(0, column))]!;
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [across, down] = [x - left, y - top];
  return (
    (at(left, top) * (1 - across) + at(left + 1, top) * across) * (1 - down) +
    (at(left, top + 1) * (1 - across) + at(left + 1, top + 1) * across) * down
  );
}

describe('axisTable', () => {
  it('should place centres half a pixel in when an axis is enlarged', () => {
    const { lower, upper, share } = axisTable(2, 4);

    const values = [10, 20];
    const enlarged = [0, 1, 2, 3].map(
      (i) => values[lower[i]!]! * (1 - share[i]!) + values[upper[i]!]! * share[i]!,
    );

    expect(enlarged).toEqual([10, 12.5, 17.5, 20]);
  });
});

describe('enlargeField', () => {
  it.each([
    ['larger', 37, 53],
    ['equal', 6, 8],
    ['smaller', 5, 3],
  ])('should agree with the definition of align_corners=false when the size is %s', (_, width, height) => {
    const [w, h] = [6, 8];
    const data = Float32Array.from({ length: 2 * w * h }, (_value, i) => Math.sin(i * 1.7));

    const { data: enlarged } = enlargeField({ channels: 2, height: h, width: w, data }, width, height);

    for (let c = 0; c < 2; c++) {
      const plane = data.subarray(c * w * h, (c + 1) * w * h);
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const expected = reference(
            plane,
            w,
            h,
            ((x + 0.5) * w) / width - 0.5,
            ((y + 0.5) * h) / height - 0.5,
          );
          expect(enlarged[(c * height + y) * width + x]).toBeCloseTo(expected, 5);
        }
      }
    }
  });
});
