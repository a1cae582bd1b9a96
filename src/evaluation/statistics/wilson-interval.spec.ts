import { describe, expect, it } from 'vitest';
import { wilsonInterval } from './wilson-interval.js';

describe('wilsonInterval', () => {
  // Newcombe, "Two-sided confidence intervals for the single proportion" (1998), table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [1, 29, 0.0061, 0.1718],
  ])('should give the published bounds for %i of %i', (count, total, low, high) => {
    const interval = wilsonInterval(count, total);

    expect(interval?.share).toBe(count / total);
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  it('should stay within 0 and 1 and not have no width when all or none are counted', () => {
    expect(wilsonInterval(0, 10)).toMatchObject({ low: 0, high: expect.closeTo(0.277533, 5) as number });
    expect(wilsonInterval(10, 10)).toMatchObject({ low: expect.closeTo(0.722467, 5) as number, high: 1 });
  });

  it('should know nothing when there were no trials', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
  });

  it('should refuse what is no proportion', () => {
    expect(() => wilsonInterval(3, 2)).toThrow(RangeError);
    expect(() => wilsonInterval(NaN, 2)).toThrow(RangeError);
  });
});
