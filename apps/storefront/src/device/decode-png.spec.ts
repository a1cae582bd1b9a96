import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { encodeCutout, encodeForStore } from '../../../../src/images/encode-picture.js';
import { decodePng } from './decode-png.js';

/** Waves, so that no two neighbours are equal. */
function waves(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => 128 + 127 * Math.sin(i / 7));
}

const picture = { width: 13, height: 9, data: waves(13 * 9 * 3) };
const mask = { width: 13, height: 9, data: waves(13 * 9).map((value) => (value < 128 ? 0 : value)) };

describe('decodePng', () => {
  it('should keep every colour of a cut-out, under full transparency too', async () => {
    const decoded = await decodePng(await encodeCutout(picture, mask));

    expect(decoded.picture).toEqual(picture);
    expect(decoded.mask).toEqual(mask);
  });

  it('should read what the server stores of a photo', async () => {
    const decoded = await decodePng(await encodeForStore(picture));

    expect(decoded).toEqual({ picture, mask: undefined });
  });

  it('should undo every filter when an encoder chooses them line by line', async () => {
    const photo = fileURLToPath(new URL('../../../../samples/people/p01_g04.jpg', import.meta.url));
    const { data, info } = await sharp(await readFile(photo))
      .resize(96)
      .raw()
      .toBuffer({ resolveWithObject: true });
    const png = await sharp(data, { raw: info })
      .png({ adaptiveFiltering: true, compressionLevel: 9 })
      .toBuffer();

    expect((await decodePng(png)).picture.data).toEqual(new Uint8Array(data));
  });

  it.each([
    ['it is no PNG', () => Promise.resolve(Buffer.from('GIF89a, and more of it'))],
    ['it ends early', async () => (await encodeForStore(picture)).subarray(0, 60)],
    [
      'it has a palette',
      () =>
        sharp(picture.data, { raw: { ...picture, channels: 3 } })
          .png({ palette: true })
          .toBuffer(),
    ],
    ['its data are damaged', async () => (await encodeForStore(picture)).fill(0xaa, 60, 100)],
  ])('should refuse a file when %s', async (_case, draw) => {
    await expect(decodePng(await draw())).rejects.toMatchObject({
      name: 'DeviceError',
      code: 'PICTURE_BROKEN',
    });
  });
});
