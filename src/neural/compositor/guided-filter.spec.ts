import { describe, expect, it } from 'vitest';
import { BoxMean, GuidedFilter } from './guided-filter.js';

describe('BoxMean', () => {
  it('should average over the square, cut at the border', () => {
    const values = new Float32Array([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);

    const means = new BoxMean(4, 3, 1).of(values);

    expect(means[0]).toBeCloseTo((1 + 2 + 5 + 6) / 4, 5);
    expect(means[5]).toBeCloseTo((1 + 2 + 3 + 5 + 6 + 7 + 9 + 10 + 11) / 9, 5);
    expect(means[11]).toBeCloseTo((7 + 8 + 11 + 12) / 4, 5);
  });

  it('should be the mean of everything when the radius exceeds the picture', () => {
    const means = new BoxMean(2, 2, 5).of(new Float32Array([1, 2, 3, 6]));

    expect([...means]).toEqual([3, 3, 3, 3]);
  });
});

describe('GuidedFilter', () => {
  const [width, height] = [16, 12];
  const plane = width * height;
  const guideOf = (colour: (x: number, channel: number) => number): Float32Array =>
    Float32Array.from({ length: 3 * plane }, (_, at) => colour(at % width, Math.floor(at / plane)));
  const filter = (mask: Float32Array, guide: Float32Array): number[] => {
    const { data } = new GuidedFilter({ channels: 3, height, width, data: guide }, 2).coefficients(
      mask,
      0.001,
    );
    return Array.from({ length: plane }, (_, i) => {
      const colour = [guide[i]!, guide[plane + i]!, guide[2 * plane + i]!];
      return colour.reduce((sum, value, c) => sum + value * data[c * plane + i]!, data[3 * plane + i]!);
    });
  };

  it('should answer a constant whatever the colours are when the mask is constant', () => {
    const noise = guideOf((x, channel) => Math.sin(x * 3.1 + channel));
    const filter = new GuidedFilter({ channels: 3, height, width, data: noise }, 2);
    const { data } = filter.coefficients(new Float32Array(plane).fill(1), 0.001);

    expect(Math.max(...data.subarray(0, 3 * plane).map(Math.abs))).toBeLessThan(1e-5);
    expect(Math.min(...data.subarray(3 * plane))).toBeCloseTo(1, 5);
  });

  it('should sharpen a blurred mask when the guide has an edge in one channel', () => {
    const guide = guideOf((x, channel) => (channel === 1 && x >= 8 ? 0.8 : -0.4));
    const blurred = Float32Array.from({ length: plane }, (_, i) =>
      Math.min(1, Math.max(0, ((i % width) - 5) / 5)),
    );

    const row = filter(blurred, guide).slice(6 * width, 7 * width);

    const blurredStep = blurred[8]! - blurred[7]!;
    expect(row[8]! - row[7]!).toBeGreaterThan(2 * blurredStep);
  });

  it('should only smooth when the guide is flat', () => {
    const mask = Float32Array.from({ length: plane }, (_, i) => (i % width < 8 ? 0 : 1));

    const row = filter(
      mask,
      guideOf(() => 0.5),
    ).slice(6 * width, 7 * width);

    expect(row[0]).toBeCloseTo(0, 5);
    expect(row[15]).toBeCloseTo(1, 5);
    expect(row[8]! - row[7]!).toBeLessThan(0.5);
  });
});
