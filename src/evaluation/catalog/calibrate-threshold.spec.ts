import { describe, expect, it } from 'vitest';
import { calibrateThreshold, type MarkedScore } from './calibrate-threshold.js';

/** 200 marks with scores 0, 0.005 … 0.995; a result is bad when its number says so. */
function marks(bad: (i: number) => boolean, count = 200): MarkedScore[] {
  return Array.from({ length: count }, (_, i) => ({ score: i / count, bad: bad(i) }));
}

describe('calibrateThreshold', () => {
  it('should choose the lowest threshold whose shown results are bad no more often than wanted', () => {
    // Bad: 0…39. From threshold i/200 (i < 40) on, 40 − i of 200 − i are bad; ≤ 10 % from i = 23 on (17 of 177).
    const outcome = calibrateThreshold(
      marks((i) => i < 40),
      0.1,
    );

    expect(outcome).toMatchObject({
      kind: 'CALIBRATED',
      calibration: {
        threshold: 23 / 200,
        badRate: { count: 17, total: 177 },
        abstained: { count: 23, total: 200 },
        marks: 200,
      },
    });
  });

  it('should give an interval that holds the threshold, and an assured threshold that is stricter', () => {
    const outcome = calibrateThreshold(
      marks((i) => i < 40),
      0.1,
    );

    if (outcome.kind !== 'CALIBRATED') throw new Error(outcome.kind);
    const { threshold, thresholdLow, thresholdHigh, assuredThreshold, curve } = outcome.calibration;
    expect(thresholdLow).toBeLessThan(threshold);
    expect(thresholdHigh).toBeGreaterThan(threshold);
    // 9 of 169: 95 % interval up to 9.8 %; one step lower 10 of 170: up to 10.5 %.
    expect(assuredThreshold).toBe(31 / 200);
    expect(curve).toHaveLength(40);
  });

  it('should show everything when everything is good enough', () => {
    const outcome = calibrateThreshold(
      marks((i) => i % 50 === 0),
      0.05,
    );

    expect(outcome).toMatchObject({ calibration: { threshold: 0, abstained: { count: 0 } } });
  });

  it('should refuse too few marks for the wanted rate and say how many are needed', () => {
    expect(
      calibrateThreshold(
        marks(() => false, 59),
        0.05,
      ),
    ).toEqual({ kind: 'TOO_FEW_MARKS', given: 59, needed: 60 });
    expect(
      calibrateThreshold(
        marks(() => false, 29),
        0.5,
      ),
    ).toMatchObject({ kind: 'TOO_FEW_MARKS', needed: 30 });
    expect(
      calibrateThreshold(
        marks(() => false, 60),
        0.05,
      ).kind,
    ).toBe('CALIBRATED');
  });

  it('should say so when the score does not tell good from bad', () => {
    const outcome = calibrateThreshold(
      marks((i) => i % 2 === 0),
      0.1,
    );

    expect(outcome.kind).toBe('UNREACHABLE');
    expect(outcome).toMatchObject({ lowest: { share: expect.closeTo(0.5, 1) as number } });
  });

  it('should never base a threshold on fewer than 30 shown results', () => {
    // Only the last 20 are good.
    const outcome = calibrateThreshold(
      marks((i) => i < 180),
      0.1,
    );

    expect(outcome).toMatchObject({ kind: 'UNREACHABLE', lowest: { count: 10, total: 30 } });
  });

  it('should treat equal scores as one threshold', () => {
    const equal = marks((i) => i < 5).map(({ bad }) => ({ score: 0.7, bad }));

    expect(calibrateThreshold(equal, 0.02)).toMatchObject({ kind: 'UNREACHABLE' });
    expect(calibrateThreshold(equal, 0.03)).toMatchObject({
      calibration: { threshold: 0, curve: { length: 1 } },
    });
  });
});
