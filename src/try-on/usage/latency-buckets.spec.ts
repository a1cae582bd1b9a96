import { describe, expect, it } from 'vitest';
import { bucketOf, LATENCY_ERROR, latencyQuantile } from './latency-buckets.js';

/** Durations as buckets. */
function bucketsOf(durations: readonly number[]): Map<number, number> {
  const buckets = new Map<number, number>();
  for (const duration of durations) {
    const bucket = bucketOf(duration);
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
  }
  return buckets;
}

describe('bucketOf', () => {
  it('should never fall when the duration grows', () => {
    const buckets = Array.from({ length: 400 }, (_, i) => bucketOf(0.5 * 1.04 ** i));

    expect(buckets).toEqual(buckets.toSorted((a, b) => a - b));
  });

  it.each([
    [0, 0],
    [Number.NaN, 0],
    [1, 0],
    [2, 8],
    [1024, 80],
    [3_600_000, 160],
    [Infinity, 160],
  ])('should put %d ms into bucket %d', (durationMs, bucket) => {
    expect(bucketOf(durationMs)).toBe(bucket);
  });
});

describe('latencyQuantile', () => {
  it('should say nothing of nothing', () => {
    expect(latencyQuantile(new Map(), 0.5)).toBeNull();
    expect(latencyQuantile(new Map([[8, 0]]), 0.5)).toBeNull();
  });

  it.each([0.01, 0.5, 0.95, 1])('should be within its stated error of the exact quantile at %d', (share) => {
    const durations = Array.from({ length: 997 }, (_, i) => 1.5 * 1.0135 ** ((i * 389) % 997));
    const exact = durations.toSorted((a, b) => a - b)[Math.ceil(share * durations.length) - 1]!;

    const told = latencyQuantile(bucketsOf(durations), share)!;

    expect(Math.max(told / exact, exact / told) - 1).toBeLessThanOrEqual(LATENCY_ERROR + 1e-9);
  });

  it('should not depend on the order in which buckets are given', () => {
    expect(
      latencyQuantile(
        new Map([
          [80, 1],
          [8, 9],
        ]),
        0.5,
      ),
    ).toBeCloseTo(2 ** (8.5 / 8), 9);
  });
});
