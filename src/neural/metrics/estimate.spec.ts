import { describe, expect, it } from 'vitest';
import { Random } from '../random.js';
import { estimateMean } from './estimate.js';

const drawn = (count: number): number[] => {
  const random = new Random(5);
  return Array.from({ length: count }, () => 3 + 2 * random.normal());
};

describe('estimateMean', () => {
  it('should span about 1.96 standard errors to each side when there are many values', () => {
    const values = drawn(400);

    const { mean, low, high, count } = estimateMean(values);

    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count);
    expect(count).toBe(400);
    expect((high - low) / 2 / ((1.96 * deviation) / 20)).toBeGreaterThan(0.9);
    expect((high - low) / 2 / ((1.96 * deviation) / 20)).toBeLessThan(1.1);
    expect((high + low) / 2).toBeCloseTo(mean, 1);
  });

  it('should be the same again when the seed is', () => {
    expect(estimateMean(drawn(30), 7)).toEqual(estimateMean(drawn(30), 7));
    expect(estimateMean(drawn(30), 7).low).not.toBe(estimateMean(drawn(30), 8).low);
  });

  it('should know no interval when there is one value, and no mean when there is none', () => {
    expect(estimateMean([4])).toEqual({ mean: 4, low: NaN, high: NaN, count: 1 });
    expect(estimateMean([]).mean).toBeNaN();
  });
});
