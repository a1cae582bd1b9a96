import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { resizeBilinear } from '../graph/operators/resize.js';
import { compute } from '../testing/compute.js';
import { resizeAntialiased } from './antialiased-resize.js';
import { drawnPicture } from './testing/drawn-pictures.js';

interface Case {
  readonly from: readonly [height: number, width: number];
  readonly to: readonly [height: number, width: number];
  readonly values: readonly number[];
}

const { cases } = JSON.parse(
  readFileSync(new URL('testing/expected-resize.json', import.meta.url), 'utf8'),
) as { cases: Case[] };

describe('resizeAntialiased', () => {
  it.each(cases)("should be Pillow's bicubic when $from becomes $to", async ({ from, to, values }) => {
    const picture = { shape: [1, 3, ...from], values: drawnPicture(...from, 0).map((value) => 255 * value) };

    const found = await compute((x) => resizeAntialiased(x, ...to), [picture]);

    expect(found.shape).toEqual([1, 3, ...to]);
    const step = Math.floor(found.values.length / 12);
    values.forEach((value, i) => expect(Math.abs(found.values[i * step]! - value)).toBeLessThan(2e-4));
  });

  it('should see stripes that sampling without blurring takes for a plain picture', async () => {
    // Black and white columns at a third of their size: every pixel sampled falls on a column of one colour.
    const values = Float32Array.from({ length: 12 * 12 }, (_, i) => ((i % 12) % 3 === 1 ? 1 : 0));
    const picture = { shape: [1, 1, 12, 12], values };

    const blurred = await compute((x) => resizeAntialiased(x, 4, 4), [picture]);
    const sampled = await compute((x) => resizeBilinear(x, 4, 4), [picture]);

    for (const value of sampled.values) expect(value).toBeCloseTo(1, 6);
    for (const value of blurred.values) expect(Math.abs(value - 1 / 3)).toBeLessThan(0.12);
  });
});
