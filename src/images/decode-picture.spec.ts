import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { pipelineOf, storedFor, testPicture } from '../../test/support/test-picture.js';
import { decodeCutout, decodePicture } from './decode-picture.js';
import { PictureError } from './picture-error.js';

const LIMITS = { maxBytes: 2 ** 20, maxPixels: 1_000_000, timeoutSeconds: 10 };

function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'a picture',
    (error: unknown) => (error instanceof PictureError ? error.code : String(error)),
  );
}

describe('decodePicture', () => {
  it.each(['png', 'webp'] as const)('should give the exact pixels of a lossless %s', async (format) => {
    const original = testPicture(37, 53);
    const bytes = await pipelineOf(original).toFormat(format, { lossless: true }).toBuffer();
    expect(await decodePicture(bytes, LIMITS)).toEqual(original);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'should give the same upright pixels when the orientation is %i',
    async (orientation) => {
      const upright = testPicture(12, 20);
      const bytes = await pipelineOf(storedFor(orientation, upright))
        .withMetadata({ orientation })
        .webp({ lossless: true })
        .toBuffer();
      expect(await decodePicture(bytes, LIMITS)).toEqual(upright);
    },
  );

  it('should give own memory when a picture is decoded, not a slice of a pool', async () => {
    const { data } = await decodePicture(await pipelineOf(testPicture(4, 4)).png().toBuffer(), LIMITS);
    expect(data.buffer.byteLength).toBe(data.length);
  });

  it('should keep a picture as it is when it is not larger than maxSide', async () => {
    const original = testPicture(30, 40);
    const bytes = await pipelineOf(original).png().toBuffer();
    expect(await decodePicture(bytes, LIMITS, { maxSide: 40 })).toEqual(original);
  });

  it('should shrink to maxSide by the upright longest side when a picture is larger', async () => {
    const stored = storedFor(6, testPicture(300, 400));
    const bytes = await pipelineOf(stored).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { width, height } = await decodePicture(bytes, LIMITS, { maxSide: 100 });
    expect([width, height]).toEqual([75, 100]);
  });

  it.each([
    ['white', undefined, [128, 128, 255]],
    ['the given colour', { r: 255, g: 0, b: 0 }, [128, 0, 127]],
  ])('should flatten transparency on %s', async (_, background, expected) => {
    const bytes = await sharp({
      create: { width: 2, height: 2, channels: 4, background: { r: 0, g: 0, b: 255, alpha: 0.5 } },
    })
      .png()
      .toBuffer();
    const { data } = await decodePicture(bytes, LIMITS, { background });
    expected.forEach((level, channel) => expect(Math.abs(data[channel]! - level)).toBeLessThanOrEqual(1));
  });

  it('should convert to sRGB when a picture is grey, of 16 bits, CMYK or of a wide gamut', async () => {
    const picture = pipelineOf(testPicture(16, 16));
    const files = [
      await picture.clone().greyscale().png().toBuffer(),
      await picture.clone().toColourspace('rgb16').png().toBuffer(),
      await picture.clone().toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer(),
      await picture.clone().withIccProfile('p3').png().toBuffer(),
    ];
    const [grey, deep, cmyk, wide] = await Promise.all(files.map((bytes) => decodePicture(bytes, LIMITS)));
    for (let i = 0; i < grey!.data.length; i += 3) {
      expect(grey!.data[i]).toBe(grey!.data[i + 1]);
      expect(grey!.data[i]).toBe(grey!.data[i + 2]);
    }
    const original = testPicture(16, 16).data;
    const error = (data: Uint8Array): number =>
      data.reduce((sum, level, i) => sum + Math.abs(level - original[i]!), 0) / data.length;
    expect(error(deep!.data)).toBeLessThan(1);
    expect(error(wide!.data)).toBeLessThan(3);
    expect(error(cmyk!.data)).toBeLessThan(25);
  });

  it('should take the first frame when a picture is animated', async () => {
    const frames = await Promise.all(
      ['red', 'lime'].map((background) =>
        sharp({ create: { width: 6, height: 5, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const bytes = await sharp(frames, { join: { animated: true } })
      .webp({ lossless: true })
      .toBuffer();
    const { width, height, data } = await decodePicture(bytes, LIMITS);
    expect([width, height, ...data.subarray(0, 3)]).toEqual([6, 5, 255, 0, 0]);
  });

  it('should refuse with a code that says why when a file is no sound picture', async () => {
    const png = await pipelineOf(testPicture(50, 50)).png().toBuffer();
    expect(await codeOf(decodePicture(Buffer.alloc(0), LIMITS))).toBe('EMPTY');
    expect(await codeOf(decodePicture(Buffer.from('<svg/>'), LIMITS))).toBe('UNSUPPORTED_TYPE');
    expect(await codeOf(decodePicture(png, { ...LIMITS, maxBytes: png.length - 1 }))).toBe('TOO_MANY_BYTES');
    expect(await codeOf(decodePicture(png, { ...LIMITS, maxPixels: 2499 }))).toBe('TOO_MANY_PIXELS');
    expect(await codeOf(decodePicture(png.subarray(0, png.length / 2), LIMITS))).toBe('BROKEN');
    expect(await codeOf(decodePicture(png, { ...LIMITS, maxBytes: png.length, maxPixels: 2500 }))).toBe(
      'a picture',
    );
  });
});

describe('decodeCutout', () => {
  it('should refuse a picture without transparency', async () => {
    const png = await pipelineOf(testPicture(5, 5)).png().toBuffer();
    expect(await codeOf(decodeCutout(png, LIMITS))).toBe('BROKEN');
  });

  it('should read colours and coverage from a grey picture with transparency', async () => {
    const bytes = await sharp(Buffer.from([10, 200, 30, 0]), { raw: { width: 2, height: 1, channels: 2 } })
      .png()
      .toBuffer();
    const { picture, mask } = await decodeCutout(bytes, LIMITS);
    expect([...picture.data]).toEqual([10, 10, 10, 30, 30, 30]);
    expect([...mask.data]).toEqual([200, 0]);
  });
});
