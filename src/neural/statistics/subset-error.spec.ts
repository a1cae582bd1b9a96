import { describe, expect, it } from 'vitest';
import { Random } from '../random.js';
import { drawWithoutReplacement, standardDeviation, subsetStandardError } from './subset-error.js';

describe('drawWithoutReplacement', () => {
  it('should draw each item at most once, and all equally often', () => {
    const random = new Random(3);
    const drawn = new Array<number>(10).fill(0);

    for (let turn = 0; turn < 2_000; turn++) {
      const places = drawWithoutReplacement(10, 4, random);
      expect(new Set(places).size).toBe(4);
      for (const place of places) drawn[place]!++;
    }

    for (const times of drawn) expect(Math.abs(times / 2_000 - 0.4)).toBeLessThan(0.04);
  });
});

describe('subsetStandardError', () => {
  it('should be the standard error of the mean when the statistic is the mean', () => {
    const random = new Random(9);
    const values = Array.from({ length: 100 }, () => random.normal());
    for (const size of [50, 20]) {
      const means = Array.from({ length: 2_000 }, () => {
        const places = drawWithoutReplacement(100, size, random);
        return places.reduce((sum, place) => sum + values[place]!, 0) / size;
      });

      const found = subsetStandardError(means, size, 100);

      expect(Math.abs(found / (standardDeviation(values) / 10) - 1)).toBeLessThan(0.06);
    }
  });

  it('should be unknown when there is one subset', () => {
    expect(subsetStandardError([1], 5, 10)).toBeNaN();
  });
});
