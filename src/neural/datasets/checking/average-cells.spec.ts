import { describe, expect, it } from 'vitest';
import { averageCells } from './average-cells.js';

function grey(width: number, values: readonly number[]): { data: Uint8Array; width: number; height: number } {
  const data = Uint8Array.from(values.flatMap((value) => [value, value, value]));
  return { data, width, height: values.length / width };
}

describe('averageCells', () => {
  it('should average whole pixels when cells hold several', () => {
    const cells = averageCells(grey(4, [0, 10, 20, 40, 20, 30, 60, 80]), { height: 1, width: 2 });
    expect([...cells]).toEqual([15, 15, 15, 50, 50, 50]);
  });

  it('should share out a pixel when a border of cells goes through it', () => {
    const cells = averageCells(grey(3, [0, 90, 30]), { height: 1, width: 2 });
    expect([...cells]).toEqual([30, 30, 30, 50, 50, 50]);
  });

  it('should repeat pixels when cells are smaller, and keep channels apart', () => {
    const picture = { data: Uint8Array.of(1, 2, 3), width: 1, height: 1 };
    expect([...averageCells(picture, { height: 2, width: 1 })]).toEqual([1, 2, 3, 1, 2, 3]);
  });
});
