import { describe, expect, it } from 'vitest';
import { compute, largestDifference, valuesOf } from '../../testing/compute.js';
import { expectGradient } from '../../testing/check-gradient.js';
import {
  eachProduct,
  type ImageShape,
  plainOutputShape,
  type PlainWindow,
} from '../../testing/plain-convolution.js';
import { elementCount } from '../shape.js';
import { input } from '../tensor.js';
import { conv, convTranspose } from './convolution.js';

interface Case extends PlainWindow {
  readonly x: ImageShape;
  readonly filter: ImageShape;
}

const EVEN = { stride: 1, padding: [0, 0, 0, 0], groups: 1 } as const;
const CASES: readonly Case[] = [
  { ...EVEN, x: [1, 1, 1, 1], filter: [1, 1, 1, 1] },
  { ...EVEN, x: [2, 3, 5, 4], filter: [2, 3, 1, 1] },
  { ...EVEN, x: [2, 2, 4, 5], filter: [3, 2, 3, 3], padding: [1, 1, 1, 1] },
  { ...EVEN, x: [1, 2, 1, 1], filter: [2, 2, 3, 3], padding: [1, 1, 1, 1] },
  { ...EVEN, x: [1, 1, 5, 7], filter: [2, 1, 7, 7], padding: [3, 3, 3, 3] },
  { ...EVEN, x: [1, 2, 3, 6], filter: [1, 2, 1, 7], padding: [0, 3, 0, 3] },
  { ...EVEN, x: [2, 2, 4, 3], filter: [2, 2, 3, 2], padding: [2, 0, 0, 1] },
  { ...EVEN, x: [1, 1, 2, 2], filter: [1, 1, 1, 1], padding: [2, 1, 0, 3] },
  { ...EVEN, x: [2, 2, 5, 6], filter: [3, 2, 3, 3], padding: [1, 1, 1, 1], stride: 2 },
  { ...EVEN, x: [1, 1, 7, 8], filter: [2, 1, 3, 3], padding: [0, 1, 0, 1], stride: 3 },
  { ...EVEN, x: [1, 2, 5, 5], filter: [2, 2, 1, 1], stride: 2 },
  { ...EVEN, x: [2, 4, 3, 4], filter: [6, 2, 3, 3], padding: [1, 1, 1, 1], groups: 2 },
  { ...EVEN, x: [2, 3, 5, 4], filter: [6, 1, 3, 3], padding: [1, 1, 1, 1], stride: 2, groups: 3 },
];

function describeCase({ x, filter, stride, padding, groups }: Case): string {
  return `[${x.join()}] meets [${filter.join()}], stride ${stride}, padding ${padding.join()}, groups ${groups}`;
}

describe('conv', () => {
  for (const one of CASES) {
    it(`should equal the loops and have its gradients when ${describeCase(one)}`, async () => {
      const inputs = [{ shape: one.x }, { shape: one.filter }, { shape: [one.filter[0]] }];
      const [x, filter, bias] = inputs.map(valuesOf);
      const shape = plainOutputShape(one.x, one.filter, one);
      const area = shape[2] * shape[3];
      const expected = Float32Array.from(
        { length: elementCount(shape) },
        (_, i) => bias?.[Math.floor(i / area) % shape[1]] ?? 0,
      );
      eachProduct(one.x, one.filter, one, (i, j, k) => {
        expected[k] = (expected[k] ?? 0) + (x?.[i] ?? 0) * (filter?.[j] ?? 0);
      });

      const made = await compute(
        (image, weight, offset) => conv(image, weight, { ...one, bias: offset }),
        inputs,
      );

      expect(made.shape).toEqual(shape);
      expect(largestDifference(made.values, expected)).toBeLessThan(1e-5);
      await expectGradient((image, weight, offset) => conv(image, weight, { ...one, bias: offset }), inputs);
    });
  }

  it('should have the gradient of a gradient', async () => {
    await expectGradient(
      (x, filter) => conv(conv(x, filter, { padding: 1, stride: 2 }), filter, { padding: 1 }),
      [{ shape: [1, 2, 4, 5] }, { shape: [2, 2, 3, 3] }],
    );
  });

  it('should keep an unknown batch', () => {
    expect(
      conv(input('x', ['batch', 3, 8, 6]), input('w', [4, 3, 3, 3]), { padding: 1, stride: 2 }).shape,
    ).toEqual(['batch', 4, 4, 3]);
  });

  it('should refuse what does not fit, and say why', () => {
    const x = input('x', [1, 4, 5, 5]);

    expect(() => conv(x, input('w', [2, 3, 3, 3]))).toThrow(
      /^Conv cannot take float32\[1, 4, 5, 5\] and float32\[2, 3, 3, 3\]: 4 channels do not meet a filter for 1 × 3/,
    );
    expect(() => conv(x, input('w', [3, 2, 3, 3]), { groups: 2 })).toThrow(/3 outputs do not make 2 groups/);
    expect(() => conv(x, input('w', [2, 4, 7, 7]))).toThrow(/larger than the padded image/);
    expect(() => conv(x, input('w', [2, 4]))).toThrow(/the filter must have 4 axes, not 2/);
    expect(() => conv(x, input('w', [2, 4, 3, 3]), { bias: input('b', [3]) })).toThrow(
      /the bias must be \[2\]/,
    );
  });
});

interface TransposedCase extends Case {
  readonly outputPadding: readonly [number, number];
}

/** The convolution of which each is the transpose: its image is our output, its output our image. */
const TRANSPOSED: readonly TransposedCase[] = [
  { ...EVEN, x: [1, 1, 1, 1], filter: [1, 1, 1, 1], outputPadding: [0, 0] },
  { ...EVEN, x: [2, 2, 4, 5], filter: [3, 2, 3, 3], padding: [1, 1, 1, 1], outputPadding: [0, 0] },
  { ...EVEN, x: [1, 2, 6, 5], filter: [3, 2, 3, 3], padding: [1, 1, 1, 1], stride: 2, outputPadding: [1, 0] },
  { ...EVEN, x: [1, 1, 8, 6], filter: [2, 1, 4, 4], padding: [1, 1, 1, 1], stride: 2, outputPadding: [0, 0] },
  { ...EVEN, x: [2, 1, 6, 7], filter: [2, 1, 3, 3], padding: [0, 1, 1, 0], stride: 3, outputPadding: [1, 2] },
  {
    ...EVEN,
    x: [1, 4, 5, 6],
    filter: [4, 2, 3, 3],
    padding: [1, 1, 1, 1],
    stride: 2,
    groups: 2,
    outputPadding: [0, 1],
  },
];

describe('convTranspose', () => {
  for (const one of TRANSPOSED) {
    it(`should turn a convolution round and have its gradients when ${describeCase(one)}`, async () => {
      const image = plainOutputShape(one.x, one.filter, one);
      const inputs = [{ shape: image }, { shape: one.filter }, { shape: [one.x[1]] }];
      const [x, filter, bias] = inputs.map(valuesOf);
      const area = one.x[2] * one.x[3];
      const expected = Float32Array.from(
        { length: elementCount(one.x) },
        (_, i) => bias?.[Math.floor(i / area) % one.x[1]] ?? 0,
      );
      eachProduct(one.x, one.filter, one, (i, j, k) => {
        expected[i] = (expected[i] ?? 0) + (x?.[k] ?? 0) * (filter?.[j] ?? 0);
      });

      const made = await compute((a, w, b) => convTranspose(a, w, { ...one, bias: b }), inputs);

      expect(made.shape).toEqual(one.x);
      expect(largestDifference(made.values, expected)).toBeLessThan(1e-5);
      await expectGradient((a, w, b) => convTranspose(a, w, { ...one, bias: b }), inputs);
    });
  }

  it('should refuse a filter for other channels', () => {
    expect(() => convTranspose(input('x', [1, 4, 5, 5]), input('w', [3, 2, 3, 3]))).toThrow(
      /^ConvTranspose cannot take .*: 4 channels do not meet a filter for 3/,
    );
  });
});
