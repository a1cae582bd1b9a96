import { describe, expect, it } from 'vitest';
import { toFloat16 } from './float16.js';

const bitsOf = (...values: number[]): number[] => [...toFloat16(Float32Array.from(values))];

/** Every finite, positive 16-bit float in rising order: value by bits. */
const ALL = Array.from({ length: 0x7c00 }, (_, bits) => {
  const [exponent, fraction] = [bits >> 10, bits & 0x3ff];
  return exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25);
});

describe('toFloat16', () => {
  it('should give each 16-bit float its own bits when it is one already', () => {
    expect(bitsOf(...ALL)).toEqual(ALL.map((_, bits) => bits));
    expect(bitsOf(...ALL.map((value) => -value))).toEqual(ALL.map((_, bits) => bits | 0x8000));
  });

  it('should round to the even neighbour when a number lies half-way between two', () => {
    const middles = ALL.slice(0, -1).map((value, bits) => (value + (ALL[bits + 1] ?? 0)) / 2);

    expect(bitsOf(...middles)).toEqual(middles.map((_, bits) => bits + (bits % 2)));
  });

  it('should round to the nearer neighbour when a number lies beside the middle of two', () => {
    const middles = ALL.slice(0, -1).map((value, bits) => (value + (ALL[bits + 1] ?? 0)) / 2);
    const beside = (factor: number): number[] => middles.map((value) => Math.fround(value * factor));

    expect(bitsOf(...beside(1 - 2 ** -22))).toEqual(middles.map((_, bits) => bits));
    expect(bitsOf(...beside(1 + 2 ** -22))).toEqual(middles.map((_, bits) => bits + 1));
  });

  it('should give signed zero when a number is too small', () => {
    expect(bitsOf(0, -0, 2 ** -25, -(2 ** -30), 2 ** -149)).toEqual([0, 0x8000, 0, 0x8000, 0]);
  });

  it('should refuse when a number would become infinite or is none', () => {
    expect(bitsOf(65519.99)).toEqual([0x7bff]);
    for (const value of [65520, -65520, Infinity, NaN]) expect(() => bitsOf(value)).toThrow(RangeError);
  });
});
