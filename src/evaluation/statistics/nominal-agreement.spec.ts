import { describe, expect, it } from 'vitest';
import { nominalAgreement } from './nominal-agreement.js';

describe('nominalAgreement', () => {
  it('should give the published value for two raters and ten units', () => {
    // Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), part A: binary data, alpha = 0.095.
    const raterA = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0];
    const raterB = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0];
    const units = raterA.map((a, i): [number, number] => {
      const ones = a + (raterB[i] ?? 0);
      return [2 - ones, ones];
    });

    expect(nominalAgreement(units)).toBeCloseTo(0.095, 3);
  });

  it('should be 1 when all agree on units that differ', () => {
    expect(
      nominalAgreement([
        [3, 0],
        [0, 2],
      ]),
    ).toBe(1);
  });

  it('should be null when it cannot be told', () => {
    expect(
      nominalAgreement([
        [1, 0],
        [0, 1],
      ]),
    ).toBeNull();
    expect(nominalAgreement([[4, 0]])).toBeNull();
    expect(nominalAgreement([])).toBeNull();
  });
});
