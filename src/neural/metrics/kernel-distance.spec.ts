import { describe, expect, it } from 'vitest';
import { kernelDistance } from './kernel-distance.js';
import { DRAWN, drawnSet } from './testing/drawn-features.js';
import { EXPECTED_DISTANCES } from './testing/expected-distances.js';

describe('kernelDistance', () => {
  it.each(EXPECTED_DISTANCES.distances)(
    'should be what the formula gives with SciPy when a subset is the whole of $counts pictures',
    async ({ counts, width, kernel }) => {
      const size = Math.min(...counts);

      const { value } = await kernelDistance(drawnSet(size, width, 0), drawnSet(size, width, 1), {
        subsets: 1,
        size,
      });

      expect(Math.abs(value / kernel - 1)).toBeLessThan(1e-9);
    },
  );

  it('should come to the same over many subsets, with an error that tells how near', async () => {
    const { width, counts } = EXPECTED_DISTANCES.distances[1]!;
    const [first, second] = [drawnSet(counts[0], width, 0), drawnSet(counts[1], width, 1)];

    const whole = await kernelDistance(first, second, { subsets: 1, size: 280 });
    const estimate = await kernelDistance(first, second, { subsets: 30 });

    expect(estimate).toMatchObject({ ...DRAWN, size: 140, subsets: 30, counts: [300, 280] });
    expect(Math.abs(estimate.value - whole.value)).toBeLessThan((4 * estimate.deviation) / Math.sqrt(30));
    expect(estimate.low).toBeLessThan(whole.value);
    expect(estimate.high).toBeGreaterThan(whole.value);
  });

  it('should be around 0 when both sets are of one kind', async () => {
    const { low, high } = await kernelDistance(
      drawnSet(100, 8, 0),
      drawnSet(300, 8, 0).subset(furtherPlaces(100)),
    );

    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
  });

  it('should be the same again when the seed is', async () => {
    const [first, second] = [drawnSet(30, 5, 0), drawnSet(30, 5, 1)];

    expect(await kernelDistance(first, second, { seed: 3 })).toEqual(
      await kernelDistance(first, second, { seed: 3 }),
    );
  });

  it('should refuse subsets larger than a set', async () => {
    await expect(kernelDistance(drawnSet(9, 5, 0), drawnSet(30, 5, 1), { size: 10 })).rejects.toThrow(
      'cannot be drawn from 9',
    );
  });
});

/** Places that the first hundred do not hold. */
function furtherPlaces(count: number): number[] {
  return Array.from({ length: count }, (_, i) => 100 + 2 * i);
}
