/** Buckets in which a duration doubles. */
const BUCKETS_PER_OCTAVE = 8;
/** The last bucket begins at 2^20 ms, some 17 minutes, and holds everything beyond. */
const LAST_BUCKET = 20 * BUCKETS_PER_OCTAVE;

/**
 * A share of a distribution that is told from its buckets lies within this factor of the true value, for durations of
 * 1 ms to 17 minutes: half a bucket either way, 2^(1/16) − 1.
 */
export const LATENCY_ERROR = 2 ** (0.5 / BUCKETS_PER_OCTAVE) - 1;

/** How many durations fell into each bucket. */
export type LatencyBuckets = ReadonlyMap<number, number>;

/** Bucket of a duration in milliseconds: 0 for 1 ms and less, each next one 9 % further (2^(1/8)). */
export function bucketOf(durationMs: number): number {
  if (!(durationMs > 1)) return 0;
  return Math.min(LAST_BUCKET, Math.floor(BUCKETS_PER_OCTAVE * Math.log2(durationMs)));
}

/**
 * The duration that a share of all durations does not exceed, by nearest rank: the geometric middle of its bucket.
 *
 * @param share 0…1, for example 0.5 for the median
 * @returns milliseconds, within LATENCY_ERROR of the true value; null of nothing
 */
export function latencyQuantile(buckets: LatencyBuckets, share: number): number | null {
  const filled = [...buckets].filter(([, amount]) => amount > 0).sort(([a], [b]) => a - b);
  const total = filled.reduce((sum, [, amount]) => sum + amount, 0);
  let left = Math.max(1, Math.ceil(share * total));
  for (const [bucket, amount] of filled) {
    left -= amount;
    if (left <= 0) return 2 ** ((bucket + 0.5) / BUCKETS_PER_OCTAVE);
  }
  return null;
}
