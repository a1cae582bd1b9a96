import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { blackPng } from '../../test/support/png-chunks.js';
import { encodeMask } from './encode-picture.js';
import { readGarmentMask } from './read-garment-mask.js';

const LIMITS = { maxBytes: 2 ** 20, maxPixels: 1e6, timeoutSeconds: 10 };
const SIZE = { width: 40, height: 60 };

/** White above the given row. */
function maskDownTo(row: number): Promise<Buffer> {
  const data = new Uint8Array(SIZE.width * SIZE.height).fill(255, 0, row * SIZE.width);
  return encodeMask({ ...SIZE, data });
}

describe('readGarmentMask', () => {
  it('should answer exactly the levels of an 8-bit grey PNG', async () => {
    const data = Uint8Array.from({ length: SIZE.width * SIZE.height }, (_, i) => (i * 7) % 256);

    const mask = await readGarmentMask(await encodeMask({ ...SIZE, data }), LIMITS, SIZE);

    expect(mask).toEqual({ ...SIZE, data });
  });

  it('should take transparent pixels as outside, as a canvas writes them', async () => {
    const rgba = new Uint8Array(SIZE.width * SIZE.height * 4).fill(255);
    rgba.fill(0, rgba.length / 2);
    const png = await sharp(rgba, { raw: { ...SIZE, channels: 4 } })
      .png()
      .toBuffer();

    const { data } = await readGarmentMask(png, LIMITS, SIZE);

    expect([...new Set(data.subarray(0, data.length / 2))]).toEqual([255]);
    expect([...new Set(data.subarray(data.length / 2))]).toEqual([0]);
  });

  it.each([
    ['MASK_SIZE', () => maskDownTo(30), { width: 60, height: 40 }],
    ['MASK_EMPTY', () => maskDownTo(0), SIZE],
    ['MASK_EMPTY', () => maskDownTo(2), SIZE],
    ['MASK_FULL', () => maskDownTo(60), SIZE],
    ['MASK_FULL', () => maskDownTo(56), SIZE],
    ['EMPTY', () => Promise.resolve(Buffer.alloc(0)), SIZE],
    [
      'UNSUPPORTED_TYPE',
      async () =>
        sharp(await maskDownTo(30))
          .jpeg()
          .toBuffer(),
      SIZE,
    ],
    ['UNSUPPORTED_TYPE', () => Promise.resolve(Buffer.from('mask')), SIZE],
    ['BROKEN', async () => (await maskDownTo(30)).subarray(0, 60), SIZE],
    ['TOO_MANY_PIXELS', () => blackPng(2_000, 1_000, 1, 0), SIZE],
    ['TOO_MANY_BYTES', () => Promise.resolve(Buffer.alloc(LIMITS.maxBytes + 1, 1)), SIZE],
  ])('should refuse with %s (%#)', async (code, draw, size) => {
    const bytes = await draw();

    await expect(readGarmentMask(bytes, LIMITS, size)).rejects.toMatchObject({ name: 'PictureError', code });
  });
});
