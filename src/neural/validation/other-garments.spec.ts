import { describe, expect, it } from 'vitest';
import { otherGarments, otherGarmentsOfList } from './other-garments.js';

const PAIRS = ['a', 'b', 'c'].map((name) => ({ id: `${name}_0`, garmentId: `${name}_1` }));

describe('otherGarmentsOfList', () => {
  it('should find the pair that owns the garment of each line', () => {
    const list = 'b_0.jpg c_1.jpg\na_0.jpg b_1.jpg\r\nc_0.jpg b_1.jpg\n';

    expect(otherGarmentsOfList(list, PAIRS)).toEqual([1, 2, 1]);
  });

  it('should name the photo when the list does not help', () => {
    expect(() => otherGarmentsOfList('a_0.jpg b_1.jpg', PAIRS)).toThrow(/no line for b_0/);
    expect(() => otherGarmentsOfList('a_0.jpg x_1.jpg', PAIRS)).toThrow(/x_1.*a_0/);
  });
});

describe('otherGarments', () => {
  it.each([2, 3, 17])('should use each garment once and never the own one when there are %d', (count) => {
    for (let seed = 0; seed < 20; seed++) {
      const others = otherGarments(count, seed);

      expect([...others].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
      expect(others.some((other, i) => other === i)).toBe(false);
    }
  });

  it('should be the same again when the seed is', () => {
    expect(otherGarments(30, 4)).toEqual(otherGarments(30, 4));
    expect(otherGarments(30, 4)).not.toEqual(otherGarments(30, 5));
  });

  it('should refuse a single pair', () => {
    expect(() => otherGarments(1, 0)).toThrow(RangeError);
  });
});
