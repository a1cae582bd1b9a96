import { describe, expect, it } from 'vitest';
import { SourceMix } from './source-mix.js';

describe('SourceMix', () => {
  it('should keep the shares and count the samples of each source without a gap', () => {
    const mix = new SourceMix([5, 2, 3]);
    const next = [0, 0, 0];

    for (let sample = 0; sample < 2500; sample++) {
      const { source, position } = mix.at(sample);
      expect(position).toBe(next[source]);
      next[source]!++;
    }

    expect(next).toEqual([1250, 500, 750]);
  });

  it('should spread a source evenly over the samples', () => {
    const mix = new SourceMix([0.9, 0.1]);

    const places = Array.from({ length: 100 }, (_, sample) => sample).filter(
      (sample) => mix.at(sample).source === 1,
    );

    const gaps = places.slice(1).map((place, i) => place - places[i]!);
    expect(new Set(gaps)).toEqual(new Set([10]));
  });

  it('should give the smallest share its thousandth', () => {
    const mix = new SourceMix([999, 1]);

    const found = Array.from({ length: 1000 }, (_, sample) => mix.at(sample).source).filter(
      (source) => source === 1,
    );

    expect(found).toHaveLength(1);
  });

  it.each([[[1, 0]], [[1, -1]], [[1, 0.0001]], [[Number.NaN]]])('should refuse the shares %j', (shares) => {
    expect(() => new SourceMix(shares)).toThrow(RangeError);
  });
});
