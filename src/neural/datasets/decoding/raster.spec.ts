import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { drawGrey, drawPalette, drawRgb, FRAME } from '../testing/draw-pictures.js';
import { memoryFile } from '../testing/memory-file.js';
import { memoryFiles } from '../testing/memory-files.js';
import { decodeChannel, decodeIndices, decodeRgb, pictureSize } from './raster.js';

/** Sixteen stripes, 0…15. */
const stripes = (x: number): number => Math.floor(16 * x);
const expected = Uint8Array.from({ length: FRAME.width }, (_, x) => stripes((x + 0.5) / FRAME.width));

describe('decodeIndices', () => {
  it.each([
    ['grey', drawGrey(stripes)],
    ['a palette of 256', drawPalette(stripes, 8)],
    ['a palette of 16', drawPalette(stripes, 4)],
  ])('should answer the values when the picture is %s', async (_, picture) => {
    const raster = await decodeIndices(memoryFile(await picture));
    expect([raster.width, raster.height]).toEqual([FRAME.width, FRAME.height]);
    expect(raster.data.subarray(0, FRAME.width)).toEqual(expected);
    expect(raster.data.subarray(-FRAME.width)).toEqual(expected);
  });

  it('should refuse a picture when it is coloured', async () => {
    const picture = await drawRgb(() => [10, 10, 11]);
    await expect(decodeIndices(memoryFile(picture))).rejects.toThrow(/a\.png: these are colours, not labels/);
  });

  it.each([
    ['missing', memoryFiles({}).file('a.png'), /a\.png: the file is missing/],
    ['no picture', memoryFile(Buffer.from('text')), /a\.png: the picture cannot be decoded/],
    [
      'cut off',
      memoryFile(drawPalette(stripes, 8).subarray(0, 900)),
      /a\.png: the picture cannot be decoded/,
    ],
  ])('should name the file when it is %s', async (_, file, message) => {
    await expect(decodeIndices(file)).rejects.toThrow(message);
  });
});

describe('decodeRgb', () => {
  it('should turn a photo upright when its EXIF says so', async () => {
    const lying = await sharp(await drawRgb((x) => (x < 0.5 ? [255, 0, 0] : [0, 0, 255])))
      .withExif({ IFD0: { Orientation: '6' } })
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 100 })
      .toBuffer();
    const { data, width, height } = await decodeRgb(memoryFile(lying));
    expect([width, height]).toEqual([FRAME.height, FRAME.width]);
    expect(data[0]).toBeGreaterThan(200);
    expect(data[data.length - 1]).toBeGreaterThan(200);
    expect(await pictureSize(memoryFile(lying))).toEqual({ width: FRAME.height, height: FRAME.width });
  });

  it('should stretch the whole picture to the frame and show white through when asked', async () => {
    const half = await sharp({ create: { width: 40, height: 10, channels: 4, background: '#f000' } })
      .png()
      .toBuffer();
    const { data, width, height } = await decodeRgb(memoryFile(half), { height: 6, width: 4 });
    expect([width, height, data.length]).toEqual([4, 6, 72]);
    expect(data.every((value) => value === 255)).toBe(true);
  });
});

describe('decodeChannel', () => {
  it('should answer one channel when the picture has several', async () => {
    const picture = memoryFile(await drawRgb(() => [10, 20, 30]));
    const channels = await Promise.all(
      ([0, 1, 2] as const).map((channel) => decodeChannel(picture, channel)),
    );
    expect(channels.map(({ data }) => data[99])).toEqual([10, 20, 30]);
  });
});
