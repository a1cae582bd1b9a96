import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { testPicture } from '../../test/support/test-picture.js';
import { decodeCutout, decodePicture } from './decode-picture.js';
import { encodeCutout, encodePicture } from './encode-picture.js';
import { sniffPictureType } from './picture-type.js';
import { SYNTHETIC_SOURCE_TYPE } from './synthetic-mark.js';

const LIMITS = { maxBytes: 2 ** 22, maxPixels: 1_000_000, timeoutSeconds: 10 };
const FORMATS = ['jpeg', 'webp', 'png'] as const;

describe('encodePicture', () => {
  it.each(FORMATS)('should write the mark of synthetic pictures into a %s when asked', async (format) => {
    const file = await encodePicture(testPicture(24, 32), { format, quality: 85, synthetic: true });
    const { xmpAsString } = await sharp(file).metadata();
    expect(sniffPictureType(file)).toBe(format);
    expect(xmpAsString).toContain(`Iptc4xmpExt:DigitalSourceType="${SYNTHETIC_SOURCE_TYPE}"`);
  });

  it.each(FORMATS)('should write no metadata into a %s otherwise', async (format) => {
    const file = await encodePicture(testPicture(24, 32), { format, quality: 85, synthetic: false });
    const { xmp, exif, icc, iptc } = await sharp(file).metadata();
    expect([xmp, exif, icc, iptc]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it.each([true, false])('should keep every pixel of a png when synthetic is %s', async (synthetic) => {
    const picture = testPicture(61, 47);
    const file = await encodePicture(picture, { format: 'png', quality: 1, synthetic });
    expect(await decodePicture(file, LIMITS)).toEqual(picture);
  });

  it.each(['jpeg', 'webp'] as const)('should make a smaller %s when the quality is lower', async (format) => {
    const sizes = await Promise.all(
      [20, 95].map((quality) => encodePicture(testPicture(200, 200), { format, quality, synthetic: false })),
    );
    expect(sizes[0]!.length).toBeLessThan(sizes[1]!.length);
  });
});

describe('encodeCutout', () => {
  it('should come back exactly, colours under full transparency included', async () => {
    const picture = testPicture(40, 30);
    const mask = { width: 40, height: 30, data: Uint8Array.from({ length: 1200 }, (_, i) => (i * 7) % 256) };
    expect(await decodeCutout(await encodeCutout(picture, mask), LIMITS)).toEqual({ picture, mask });
  });

  it('should refuse a mask of another size', async () => {
    const mask = { width: 3, height: 4, data: new Uint8Array(12) };
    await expect(encodeCutout(testPicture(4, 3), mask)).rejects.toThrow(RangeError);
  });
});
