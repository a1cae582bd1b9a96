import { describe, expect, it } from 'vitest';
import { Random } from '../random.js';
import { standardDeviation } from '../statistics/subset-error.js';
import { gaussianOf, gaussianOfMoments } from './feature-gaussian.js';
import { FeatureSet } from './feature-set.js';
import { frechetDistance, frechetEstimate, gaussianDistance } from './frechet-distance.js';
import { DRAWN, drawnSet } from './testing/drawn-features.js';
import { EXPECTED_DISTANCES } from './testing/expected-distances.js';

/** Independent normal features with these means and deviations. */
function normalSet(count: number, moved: number, seed: number, width = 4): FeatureSet {
  const random = new Random(seed);
  const set = new FeatureSet(DRAWN, width);
  for (let i = 0; i < count; i++)
    set.add(Float32Array.from({ length: width }, () => moved + random.normal()));
  return set;
}

describe('frechetDistance', () => {
  it.each(EXPECTED_DISTANCES.distances)(
    'should be what SciPy computes when $counts pictures have $width features',
    async ({ counts, width, frechet, frechetBySingularValues }) => {
      const { value } = await frechetDistance(drawnSet(counts[0], width, 0), drawnSet(counts[1], width, 1));

      expect(Math.abs(value / frechet - 1)).toBeLessThan(1e-6);
      expect(Math.abs(value / frechetBySingularValues - 1)).toBeLessThan(1e-10);
    },
  );

  it('should keep more digits than float32 covariances do', async () => {
    const { counts, width, frechet, frechetOfFloat32 } = EXPECTED_DISTANCES.distances[1]!;

    const { value } = await frechetDistance(drawnSet(counts[0], width, 0), drawnSet(counts[1], width, 1));

    expect(Math.abs(value - frechet)).toBeLessThan(Math.abs(frechetOfFloat32 - frechet) / 100);
  });

  it('should be 0 for the same pictures and the squared distance for moved ones', async () => {
    const moved = new FeatureSet(DRAWN, 6);
    const own = drawnSet(9, 6, 0);
    for (let i = 0; i < 9; i++) moved.add(own.row(i).map((value) => value + 2));

    expect((await frechetDistance(own, own)).value).toBeLessThan(1e-12);
    expect((await frechetDistance(own, moved)).value).toBeCloseTo(24, 4);
  });

  it('should be the same from few pictures as rows and as a covariance', async () => {
    const [first, second] = [drawnSet(12, 20, 0), drawnSet(15, 20, 1)];
    const { mean, factor } = await gaussianOf(first);
    const covariance = Float64Array.from({ length: 400 }, (_, at) => {
      let sum = 0;
      for (let k = 0; k < factor.rows; k++) {
        sum += factor.data[k * 20 + Math.floor(at / 20)]! * factor.data[k * 20 + (at % 20)]!;
      }
      return sum;
    });

    const byMoments = await gaussianDistance(gaussianOfMoments(mean, covariance), await gaussianOf(second));

    expect(byMoments).toBeCloseTo((await frechetDistance(first, second)).value, 9);
  });

  it('should carry the label of its features and refuse to compare two', async () => {
    const own = drawnSet(4, 3, 0);
    const other = new FeatureSet({ ...DRAWN, features: 'inception-v3-2015' }, 3);
    other.add(new Float32Array(6));

    expect(await frechetDistance(own, own)).toMatchObject({ ...DRAWN, counts: [4, 4] });
    await expect(frechetDistance(own, other)).rejects.toThrow('proxy:drawn and inception-v3-2015');
  });

  it('should refuse a single picture', async () => {
    await expect(frechetDistance(drawnSet(1, 3, 0), drawnSet(4, 3, 0))).rejects.toThrow('two pictures');
  });
});

describe('frechetEstimate', () => {
  it('should give an error near the spread over other samples', async () => {
    const values: number[] = [];
    for (let sample = 0; sample < 60; sample++) {
      const [first, second] = [normalSet(80, 0, 2 * sample + 1), normalSet(80, 0.5, 2 * sample + 2)];
      values.push((await frechetDistance(first, second)).value);
    }

    const { value, standardError, low, high } = await frechetEstimate(
      normalSet(80, 0, 501),
      normalSet(80, 0.5, 502),
      {
        subsets: 60,
      },
    );

    expect(standardError / standardDeviation(values)).toBeGreaterThan(0.6);
    expect(standardError / standardDeviation(values)).toBeLessThan(1.6);
    expect((low + high) / 2).toBeCloseTo(value, 10);
  });
});
