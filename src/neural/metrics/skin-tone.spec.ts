import { describe, expect, it } from 'vitest';
import { toneGroup, typologyAngle } from './skin-tone.js';

const ofAngle = (degrees: number): Parameters<typeof toneGroup>[0] => ({
  l: 50 + 20 * Math.sin((degrees * Math.PI) / 180),
  a: 10,
  b: 20 * Math.cos((degrees * Math.PI) / 180),
});

describe('typologyAngle', () => {
  it('should be the angle over the plane of L* = 50', () => {
    expect(typologyAngle({ l: 70, a: 12, b: 20 })).toBeCloseTo(45, 10);
    expect(typologyAngle({ l: 30, a: 12, b: 20 })).toBeCloseTo(-45, 10);
  });
});

describe('toneGroup', () => {
  it.each([
    [60, 'very light'],
    [50, 'light'],
    [30, 'intermediate'],
    [20, 'tan'],
    [0, 'brown'],
    [-31, 'dark'],
    [-80, 'dark'],
  ] as const)('should be that of the published bounds when the angle is %d°', (angle, group) => {
    expect(toneGroup(ofAngle(angle))).toBe(group);
  });
});
