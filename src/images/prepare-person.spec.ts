import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { pipelineOf, storedFor, testPicture } from '../../test/support/test-picture.js';
import { decodePicture } from './decode-picture.js';
import { PictureError } from './picture-error.js';
import { preparePerson } from './prepare-person.js';

const LIMITS = {
  maxBytes: 2 ** 22,
  maxPixels: 4_000_000,
  timeoutSeconds: 10,
  maxSide: 1024,
  minSide: 100,
  minBrightness: 30,
};

function even(width: number, height: number, level: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: { r: level, g: level, b: level } } })
    .png()
    .toBuffer();
}

async function codes(bytes: Buffer): Promise<string[]> {
  return (await preparePerson(bytes, LIMITS)).issues.map(({ code, severity }) => `${code} ${severity}`);
}

describe('preparePerson', () => {
  it('should keep every upright pixel and drop all metadata', async () => {
    const upright = testPicture(300, 400);
    const bytes = await pipelineOf(storedFor(6, upright))
      .withExif({ IFD0: { Copyright: 'Somebody', Make: 'A camera' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .webp({ lossless: true })
      .toBuffer();
    const prepared = await preparePerson(bytes, LIMITS);
    const { exif, xmp, iptc, icc, orientation, format } = await sharp(prepared.photo).metadata();
    expect(await decodePicture(prepared.photo, LIMITS)).toEqual(upright);
    expect([exif, xmp, iptc, icc, orientation, format]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      'png',
    ]);
    expect([prepared.width, prepared.height, prepared.issues]).toEqual([300, 400, []]);
  });

  it('should digest pixels and size, not files', async () => {
    const picture = testPicture(120, 160);
    const png = await preparePerson(await pipelineOf(picture).png().toBuffer(), LIMITS);
    const webp = await preparePerson(await pipelineOf(picture).webp({ lossless: true }).toBuffer(), LIMITS);
    const wide = await preparePerson(await even(160, 120, 99), LIMITS);
    const tall = await preparePerson(await even(120, 160, 99), LIMITS);
    expect(webp.digest).toBe(png.digest);
    expect(wide.digest).not.toBe(tall.digest);
  });

  it('should shrink a photo to the longest side that is kept', async () => {
    const bytes = await pipelineOf(testPicture(1500, 2000)).jpeg().toBuffer();
    expect(await preparePerson(bytes, LIMITS)).toMatchObject({ width: 768, height: 1024 });
  });

  it('should say what is wrong with a photo', async () => {
    expect(await codes(await even(99, 400, 128))).toEqual(['TOO_SMALL error']);
    expect(await codes(await even(100, 400, 128))).toEqual([]);
    expect(await codes(await even(300, 400, 20))).toEqual(['TOO_DARK error']);
    expect(await codes(await even(300, 400, 252))).toEqual(['TOO_BRIGHT error']);
    expect(await codes(await even(500, 400, 128))).toEqual(['NOT_PORTRAIT warning']);
  });

  it('should tell a shopper what to do', async () => {
    const { issues } = await preparePerson(await even(90, 50, 5), LIMITS);
    expect(issues).toHaveLength(3);
    for (const { message } of issues) expect(message).toMatch(/\. (Use|Take|Hold) .+\.$/);
  });

  it('should refuse a file that is no picture', async () => {
    await expect(preparePerson(Buffer.from('me'), LIMITS)).rejects.toThrow(PictureError);
  });
});
