import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodePicture } from './decode-picture.js';
import { shrinkPicture } from './shrink-picture.js';

const LIMITS = { maxBytes: 64e6, maxPixels: 50e6, timeoutSeconds: 30 };
const photo = fileURLToPath(new URL('../../samples/people/p01_g04.jpg', import.meta.url));

describe('shrinkPicture', () => {
  it('should return the picture itself when it is small enough', () => {
    const picture = { width: 2, height: 3, data: new Uint8Array(18) };

    expect(shrinkPicture(picture, 3)).toBe(picture);
  });

  it.each([300, 511, 700])(
    'should shrink as the server’s decoder does when asked for %i',
    async (maxSide) => {
      const png = await sharp(await readFile(photo))
        .png()
        .toBuffer();
      const wanted = await decodePicture(png, LIMITS, { maxSide });

      const shrunk = shrinkPicture(await decodePicture(png, LIMITS), maxSide);

      expect([shrunk.width, shrunk.height]).toEqual([wanted.width, wanted.height]);
      const differences = shrunk.data.map((value, i) => Math.abs(value - wanted.data[i]!));
      expect(differences.reduce((a, b) => Math.max(a, b))).toBeLessThanOrEqual(2);
      expect(differences.reduce((a, b) => a + b, 0) / differences.length).toBeLessThan(0.5);
    },
  );

  it('should keep an even colour when it shrinks', () => {
    const data = new Uint8Array(40 * 30 * 3).fill(137);

    expect(new Set(shrinkPicture({ width: 40, height: 30, data }, 17).data)).toEqual(new Set([137]));
  });
});
