import { describe, expect, it } from 'vitest';
import { mul } from '../graph/operators/arithmetic.js';
import { compute } from '../testing/compute.js';
import { multiScaleSsim } from './multi-scale-similarity.js';
import { grey } from './structural-similarity.js';
import { drawnPicture } from './testing/drawn-pictures.js';
import { EXPECTED } from './testing/expected.js';

describe('multiScaleSsim', () => {
  it.each(EXPECTED.multiScale)(
    "should be what Wang's formula gives when pictures are $height×$width",
    async ({ height, width, ...expected }) => {
      const shape = [1, 3, height, width];
      const pictures = ([0, 1] as const).map((kind) => ({
        shape,
        values: drawnPicture(height, width, kind),
      }));

      const colour = await compute((a, b) => multiScaleSsim(a, b, 1), pictures);
      const greys = await compute((a, b) => multiScaleSsim(grey(a), grey(b), 1), pictures);
      const of255 = await compute((a, b) => multiScaleSsim(mul(a, 255), mul(b, 255), 255), pictures);

      expect(Math.abs(colour.values[0]! - expected.rgb)).toBeLessThan(1e-5);
      expect(Math.abs(greys.values[0]! - expected.grey)).toBeLessThan(1e-5);
      expect(Math.abs(of255.values[0]! - expected.rgb)).toBeLessThan(1e-5);
    },
  );

  it('should be 0 and no invalid number when a picture is the negative of the other', async () => {
    const shape = [1, 1, 176, 176];
    const values = Float32Array.from({ length: 176 * 176 }, (_, i) => (Math.floor(i / 3) % 2) * 0.8 + 0.1);

    const { values: found } = await compute(
      (a, b) => multiScaleSsim(a, b, 1),
      [
        { shape, values },
        { shape, values: values.map((value) => 1 - value) },
      ],
    );

    expect(found).toEqual([0]);
  });

  it('should refuse pictures that have no five scales', async () => {
    const shape = [1, 1, 175, 200];

    await expect(compute((a, b) => multiScaleSsim(a, b, 1), [{ shape }, { shape }])).rejects.toThrow('176');
  });
});
