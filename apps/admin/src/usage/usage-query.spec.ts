import { describe, expect, it } from 'vitest';
import { median } from './usage-query.js';

describe('median', () => {
  it('should be the middle value of an odd number of values in any order', () => {
    expect(median([30, 10, 20])).toBe(20);
  });

  it('should be the mean of the middle two of an even number', () => {
    expect(median([100, 10, 20, 30])).toBe(25);
  });
});
