import { describe, expect, it } from 'vitest';
import { Random } from '../random.js';
import { bootstrapInterval } from './bootstrap.js';
import { EXPECTED, formulaValues } from './testing/formula-values.js';

describe('bootstrapInterval', () => {
  it.each(EXPECTED.intervals)(
    'should be what SciPy computes when made by $method',
    ({ count, shift, method, low, high }) => {
      const found = bootstrapInterval(formulaValues(count, shift), { method, resamples: 100_000 });

      expect(Math.abs(found.low - low)).toBeLessThan(5e-3);
      expect(Math.abs(found.high - high)).toBeLessThan(5e-3);
    },
  );

  it('should be the same again when the seed is', () => {
    const values = formulaValues(40, 0);

    expect(bootstrapInterval(values, { seed: 7 })).toEqual(bootstrapInterval(values, { seed: 7 }));
    expect(bootstrapInterval(values, { seed: 8 })).not.toEqual(bootstrapInterval(values, { seed: 7 }));
  });

  it.each(['percentile', 'bca'] as const)(
    'should hold the true mean about 19 times of 20 when made by %s',
    (method) => {
      const random = new Random(11);
      let held = 0;
      for (let study = 0; study < 400; study++) {
        const values = Array.from({ length: 40 }, () => -Math.log(1 - random.uniform()));
        const { low, high } = bootstrapInterval(values, { method, resamples: 400, seed: study });
        if (low <= 1 && 1 <= high) held++;
      }

      expect(held / 400).toBeGreaterThan(0.89);
      expect(held / 400).toBeLessThan(0.98);
    },
  );

  it('should be wider when more confidence is asked for', () => {
    const values = formulaValues(40, 0);
    const [usual, more] = [0.95, 0.99].map((confidence) => bootstrapInterval(values, { confidence }));

    expect(more!.low).toBeLessThan(usual!.low);
    expect(more!.high).toBeGreaterThan(usual!.high);
  });

  it('should be a point when all values are equal, and unknown when there is one', () => {
    expect(bootstrapInterval([2, 2, 2], { method: 'bca' })).toEqual({ low: 2, high: 2 });
    expect(bootstrapInterval([2])).toEqual({ low: NaN, high: NaN });
  });
});
