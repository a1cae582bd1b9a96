import { describe, expect, it } from 'vitest';
import { Random } from '../../random.js';
import { productWithTransposed } from './double-product.js';
import { nuclearNorm, singularValues } from './singular-values.js';

const HILBERT = {
  rows: 6,
  columns: 4,
  data: Float64Array.from({ length: 24 }, (_, i) => 1 / (Math.floor(i / 4) + (i % 4) + 1)),
};

describe('singularValues', () => {
  it('should be what NumPy computes when the matrix is nearly singular', () => {
    // numpy.linalg.svd of the 6 × 4 Hilbert matrix (LAPACK's gesdd).
    const expected = [1.5552291675960366, 0.2010460917702167, 0.010356688120803361, 0.00023980479206933453];

    const found = singularValues({ ...HILBERT, data: HILBERT.data.slice() });

    expected.forEach((value, i) => expect(Math.abs(found[i]! - value)).toBeLessThan(1e-14));
  });

  it('should be the same when the matrix is transposed', () => {
    const random = new Random(4);
    const data = Float64Array.from({ length: 35 }, () => random.normal());
    const turned = data.map((_, i) => data[(i % 5) * 7 + Math.floor(i / 5)]!);

    const [wide, tall] = [
      singularValues({ rows: 5, columns: 7, data: data.slice() }),
      singularValues({ rows: 7, columns: 5, data: turned }),
    ];

    expect(wide).toHaveLength(5);
    wide.forEach((value, i) => expect(tall[i]).toBeCloseTo(value, 12));
  });

  it('should keep sum and sum of squares when the matrix is an orthogonal one scaled', () => {
    // A reflection times 1 … 9 along its rows has the singular values 1 … 9.
    const size = 9;
    const v = Array.from({ length: size }, (_, i) => Math.cos(i + 1));
    const square = v.reduce((sum, value) => sum + value ** 2, 0);
    const data = Float64Array.from({ length: size * size }, (_, at) => {
      const [i, j] = [Math.floor(at / size), at % size];
      return (i + 1) * ((i === j ? 1 : 0) - (2 * v[i]! * v[j]!) / square);
    });

    const found = singularValues({ rows: size, columns: size, data });

    found.forEach((value, i) => expect(value).toBeCloseTo(size - i, 12));
  });

  it('should be 0 when the matrix is', () => {
    expect(nuclearNorm({ rows: 3, columns: 3, data: new Float64Array(9) })).toBe(0);
    expect(nuclearNorm({ rows: 0, columns: 3, data: new Float64Array(0) })).toBe(0);
  });

  it('should fail rather than answer when a number is not finite', () => {
    expect(() => singularValues({ rows: 2, columns: 2, data: Float64Array.of(1, NaN, 2, 3) })).toThrow(
      'finite',
    );
  });
});

describe('productWithTransposed', () => {
  it('should multiply in float64', async () => {
    const a = { rows: 2, columns: 3, data: Float64Array.of(1, 1e-9, 2, 3, 4, 5) };
    const b = { rows: 1, columns: 3, data: Float64Array.of(1, 1, -0.5) };

    const product = await productWithTransposed(a, b);

    expect(product).toMatchObject({ rows: 2, columns: 1 });
    expect([...product.data]).toEqual([1 + 1e-9 - 1, 4.5]);
  });
});
