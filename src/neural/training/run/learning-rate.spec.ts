import { describe, expect, it } from 'vitest';
import { learningRate } from './learning-rate.js';

const schedule = { peak: 0.01, warmUp: 100, samples: 1100 } as const;

describe('learningRate', () => {
  it('should rise straight from almost nothing to the peak when it warms up', () => {
    const rates = [0, 50, 99].map((seen) => learningRate({ ...schedule, decay: 'cosine' }, seen));

    expect(rates[0]).toBeCloseTo(0.01 / 101, 12);
    expect(rates[1]).toBeCloseTo((0.01 * 51) / 101, 12);
    expect(rates[2]).toBeLessThan(0.01);
  });

  it('should follow half a cosine to 0 when the decay is cosine', () => {
    const rate = (seen: number) => learningRate({ ...schedule, decay: 'cosine' }, seen);

    expect(rate(100)).toBeCloseTo(0.01, 12);
    expect(rate(350)).toBeCloseTo(0.005 * (1 + Math.SQRT1_2), 12);
    expect(rate(600)).toBeCloseTo(0.005, 12);
    expect(rate(1100)).toBeCloseTo(0, 12);
  });

  it('should hold the peak for half of the stage and fall straight when the decay is linear', () => {
    const rate = (seen: number) => learningRate({ ...schedule, decay: 'linear' }, seen);

    expect(rate(599)).toBe(0.01);
    expect(rate(850)).toBeCloseTo(0.005, 12);
    expect(rate(1100)).toBe(0);
  });

  it('should stay at the peak when the decay is constant, without a warm-up from the first sample on', () => {
    const rate = (seen: number) => learningRate({ ...schedule, warmUp: 0, decay: 'constant' }, seen);

    expect([rate(0), rate(1000)]).toEqual([0.01, 0.01]);
  });

  it('should end at 0 and not rise again when more samples are seen than planned', () => {
    expect(learningRate({ ...schedule, decay: 'cosine' }, 5000)).toBeCloseTo(0, 12);
    expect(learningRate({ ...schedule, decay: 'linear' }, 5000)).toBe(0);
  });
});
