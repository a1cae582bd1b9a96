import { describe, expect, it } from 'vitest';
import { duration, progressLine } from './progress-line.js';

const LINE = {
  stage: 'student',
  stageIndex: 3,
  step: 1600,
  samples: 12_800,
  totalSamples: 50_000,
  learningRate: 0.00025,
  metrics: { loss: 1.23456, gradient_norm: 0.0456 },
  clock: { at: '2026-01-01T00:00:00.000Z', samplesPerSecond: 16 },
};

describe('progressLine', () => {
  it('should show the place, every figure, the speed and the time that is left', () => {
    expect(progressLine(LINE, 47_200)).toBe(
      'student 12,800 of 60,000 · loss 1.235 · gradient_norm 0.04560 · rate 2.5e-4 · 16.0 samples/s · done in 50 min',
    );
  });

  it('should say that the stage is done when nothing is left', () => {
    expect(progressLine(LINE, 0)).toMatch(/ · done$/);
  });
});

describe('duration', () => {
  it.each([
    [0.2, '1 s'],
    [89, '89 s'],
    [90, '2 min'],
    [5340, '89 min'],
    [11_100, '3 h 5 min'],
    [187_200, '2 d 4 h'],
    [Infinity, 'unknown time'],
  ])('should say %d seconds as %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});
