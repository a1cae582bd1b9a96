import { describe, expect, it } from 'vitest';
import { comparePaired } from './paired-comparison.js';
import { formulaValues } from './testing/formula-values.js';

describe('comparePaired', () => {
  it('should say how much, how surely and how often the first is better', () => {
    const first = [5, 6, 8, 9, 5];
    const second = [4, 4, 5, 9, 6];

    const comparison = comparePaired(first, second);

    // Differences 1, 2, 3, 0, −1: mean 1, standard deviation √2.5. Of 32 sign patterns 12 sum up to 5 or more, or −5 or less.
    expect(comparison).toMatchObject({ count: 5, mean: 1, wins: 3, ties: 1, losses: 1, winShare: 0.7 });
    expect(comparison.effectSize).toBeCloseTo(1 / Math.sqrt(2.5), 12);
    expect(comparison.pValue).toBeCloseTo(12 / 32, 12);
    expect(comparison.low).toBeLessThan(1);
    expect(comparison.high).toBeGreaterThan(1);
  });

  it('should count the smaller as better when it is a distance', () => {
    const comparison = comparePaired([1, 2, 3], [2, 3, 3], { higherIsBetter: false });

    expect(comparison).toMatchObject({ wins: 2, ties: 1, losses: 0 });
    expect(comparison.mean).toBeCloseTo(-2 / 3, 12);
  });

  it('should be the mirror image when the models change places', () => {
    const [first, second] = [formulaValues(60, 0), formulaValues(60, 0.2)];

    const [one, other] = [comparePaired(first, second), comparePaired(second, first)];

    expect(other.mean).toBeCloseTo(-one.mean, 12);
    expect(other.winShare).toBeCloseTo(1 - one.winShare, 12);
    expect(other.effectSize).toBeCloseTo(-one.effectSize, 12);
    expect(other.wilcoxonP).toBeCloseTo(one.wilcoxonP, 12);
  });

  it('should leave out items that one of the models has no figure of', () => {
    expect(comparePaired([1, NaN, 3], [0, 1, NaN])).toMatchObject({ count: 1, mean: 1 });
    expect(() => comparePaired([1], [1, 2])).toThrow('do not pair');
  });

  it('should know no effect size when all differences are equal', () => {
    expect(comparePaired([1, 2], [1, 2]).effectSize).toBeNaN();
  });
});
