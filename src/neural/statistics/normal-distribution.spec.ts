import { describe, expect, it } from 'vitest';
import { normalQuantile, normalShareBelow } from './normal-distribution.js';
import { EXPECTED } from './testing/formula-values.js';

describe('normalShareBelow', () => {
  it.each(EXPECTED.normal)('should be what SciPy computes at $x', ({ x, below }) => {
    expect(Math.abs(normalShareBelow(x) / below - 1)).toBeLessThan(1e-12);
  });
});

describe('normalQuantile', () => {
  it.each(EXPECTED.normal.filter(({ x }) => x > -30 && x < 4))(
    'should find $x again when asked for the share below it',
    ({ x, below }) => {
      expect(Math.abs(normalQuantile(below) - x)).toBeLessThan(1e-9);
    },
  );

  it('should be infinite when nothing or everything is to lie below', () => {
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
  });
});
