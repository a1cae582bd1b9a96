import { describe, expect, it } from 'vitest';
import { Random } from '../random.js';
import { distanceFrom, fitCloud } from './mahalanobis.js';

/** Points around (3, −2), stretched along the diagonal. */
function cloud(count: number): number[][] {
  const random = new Random(7);
  return Array.from({ length: count }, () => {
    const [along, across] = [4 * random.normal(), 0.5 * random.normal()];
    return [3 + along + across, -2 + along - across];
  });
}

describe('fitCloud', () => {
  it('should give points of the cloud a mean squared distance of 1', () => {
    const points = cloud(4000);
    const fitted = fitCloud(points, 1e-6);

    const squares = points.map((point) => distanceFrom(fitted, point) ** 2);

    expect(squares.reduce((sum, square) => sum + square, 0) / points.length).toBeCloseTo(1, 2);
  });

  it('should measure in units of the spread in each direction', () => {
    const fitted = fitCloud(cloud(4000), 1e-6);

    const along = distanceFrom(fitted, [3 + 4, -2 + 4]);
    const across = distanceFrom(fitted, [3 + 4, -2 - 4]);

    expect(along).toBeCloseTo(1 / Math.SQRT2, 1);
    expect(across).toBeCloseTo(8 / Math.SQRT2, 0);
  });

  it('should be finite when there are fewer points than dimensions, or all are the same', () => {
    const few = fitCloud([
      [0, 1, 2, 3],
      [1, 1, 2, 2],
    ]);
    const same = fitCloud([
      [5, 5],
      [5, 5],
    ]);

    expect(distanceFrom(few, [9, 9, 9, 9])).toBeGreaterThan(distanceFrom(few, [0.5, 1, 2, 2.5]));
    expect(distanceFrom(same, [5, 5])).toBe(0);
    expect(Number.isFinite(distanceFrom(same, [6, 5]))).toBe(true);
  });
});
