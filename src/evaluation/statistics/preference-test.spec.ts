import { describe, expect, it } from 'vitest';
import { preferenceTest } from './preference-test.js';

describe('preferenceTest', () => {
  // By hand for the small ones: 2 · 1/1024 and 2 · (1 + 10 + 45)/1024; scipy.stats.binomtest for the large one.
  it.each([
    [0, 10, 2 / 1024],
    [2, 10, 112 / 1024],
    [8, 10, 112 / 1024],
    [5, 10, 1],
    [60, 100, 0.056887933640980784],
  ])('should give the exact probability for %i of %i', (count, total, p) => {
    expect(preferenceTest(count, total)).toBeCloseTo(p, 12);
  });

  it('should hold when single terms are too small for a float', () => {
    const p = preferenceTest(2_400, 5_000);

    // By exact whole numbers in Python: 2 * sum(comb(5000, i) for i in range(2401)) / 2**5000.
    expect(p).toBeCloseTo(0.004883649737517518, 12);
  });

  it('should know nothing when there were no votes, and refuse impossible counts', () => {
    expect(preferenceTest(0, 0)).toBeNull();
    expect(() => preferenceTest(-1, 3)).toThrow(RangeError);
  });
});
