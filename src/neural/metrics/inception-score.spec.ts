import { describe, expect, it } from 'vitest';
import { InceptionScore } from './inception-score.js';
import { DRAWN, drawnFeatures } from './testing/drawn-features.js';
import { EXPECTED_DISTANCES } from './testing/expected-distances.js';

const { count, classes, splits, ...expected } = EXPECTED_DISTANCES.inceptionScore;

function softmax(logits: Float32Array): number[] {
  const powers = Array.from(logits, (logit) => Math.exp(6 * logit));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

describe('InceptionScore', () => {
  it('should be what the formula gives with SciPy', () => {
    const score = new InceptionScore(DRAWN, classes, splits);

    for (let row = 0; row < count; row++) score.add(softmax(drawnFeatures(row, classes, 0)));

    const { mean, deviation, features } = score.result();
    expect(mean).toBeCloseTo(expected.mean, 6);
    expect(deviation).toBeCloseTo(expected.deviation, 6);
    expect(features).toBe('proxy:drawn');
  });

  it('should be the number of classes when each is as frequent and sure, and 1 when all are alike', () => {
    const [sure, alike] = [new InceptionScore(DRAWN, 4, 1), new InceptionScore(DRAWN, 4, 1)];
    for (let i = 0; i < 8; i++) {
      sure.add([0, 1, 2, 3].map((at) => (at === i % 4 ? 1 : 0)));
      alike.add([0.25, 0.25, 0.5, 0]);
    }

    expect(sure.result()).toMatchObject({ deviation: 0, count: 8 });
    expect(sure.result().mean).toBeCloseTo(4, 12);
    expect(alike.result().mean).toBeCloseTo(1, 12);
  });

  it('should refuse other classes and too few pictures', () => {
    const score = new InceptionScore(DRAWN, 4);

    expect(() => score.add([1])).toThrow('4 classes');
    expect(() => score.result()).toThrow('10 splits');
  });
});
