import sharp from 'sharp';
import type { PictureErrorCode } from '../../src/images/picture-error.js';
import { blackPng, deflatedZeros, pngChunk, pngFile, pngHeader } from './png-chunks.js';
import { pipelineOf, storedFor, testPicture } from './test-picture.js';

/** A file that somebody may send instead of a photo. */
export interface HostilePicture {
  readonly name: string;
  readonly bytes: Buffer;
  /** What decoding must end in under {@link HOSTILE_LIMITS}; `either`: a picture or any typed error. */
  readonly expected: 'picture' | PictureErrorCode | 'either';
}

/** The limits that the expectations hold for. */
export const HOSTILE_LIMITS = { maxBytes: 10 * 2 ** 20, maxPixels: 40_000_000, timeoutSeconds: 10 } as const;

const UPRIGHT = testPicture(96, 128);

/** About a hundred files that are broken, oversized, mislabelled or merely unusual. */
export async function hostilePictures(): Promise<HostilePicture[]> {
  return [
    ...(await truncated()),
    ...(await bombs()),
    ...wrongTypes(),
    ...garbage(),
    ...(await unusual()),
    ...(await rotated()),
    ...(await polyglots()),
    ...(await corrupted()),
  ];
}

async function truncated(): Promise<HostilePicture[]> {
  const picture = pipelineOf(UPRIGHT);
  const files = {
    jpeg: await picture.clone().jpeg().toBuffer(),
    'progressive jpeg': await picture.clone().jpeg({ progressive: true, mozjpeg: false }).toBuffer(),
    png: await picture.clone().png().toBuffer(),
    webp: await picture.clone().webp({ lossless: true }).toBuffer(),
  };
  const shares = [0.02, 0.1, 0.25, 0.5, 0.75, 0.9];
  return Object.entries(files).flatMap(([format, file]): HostilePicture[] => [
    { name: `${format} cut to its first byte`, bytes: file.subarray(0, 1), expected: 'UNSUPPORTED_TYPE' },
    { name: `${format} cut to 16 bytes`, bytes: file.subarray(0, 16), expected: 'BROKEN' },
    ...shares.map((share): HostilePicture => {
      const kept = Math.max(20, Math.floor(file.length * share));
      return { name: `${format} cut to ${share * 100} %`, bytes: file.subarray(0, kept), expected: 'BROKEN' };
    }),
    { name: `${format} without its last byte`, bytes: file.subarray(0, -1), expected: 'either' },
  ]);
}

async function bombs(): Promise<HostilePicture[]> {
  const claim = (width: number, height: number): Buffer =>
    pngFile(
      pngChunk('IHDR', pngHeader(width, height, 8, 2)),
      pngChunk('IDAT', Buffer.alloc(64)),
      pngChunk('IEND', Buffer.alloc(0)),
    );
  const hugeJpeg = await pipelineOf(UPRIGHT).jpeg().toBuffer();
  const frame = hugeJpeg.indexOf(Buffer.from([0xff, 0xc0]));
  hugeJpeg.writeUInt16BE(65_000, frame + 5);
  hugeJpeg.writeUInt16BE(65_000, frame + 7);
  const textBomb = Buffer.concat([Buffer.from('Comment\0\0', 'latin1'), await deflatedZeros(200 * 2 ** 20)]);
  const small = await pipelineOf(UPRIGHT).png().toBuffer();
  const afterHeader = 8 + 25;
  return [
    { name: 'png claiming 100,000 × 100,000', bytes: claim(100_000, 100_000), expected: 'TOO_MANY_PIXELS' },
    { name: 'png claiming 2³¹−1 wide', bytes: claim(2 ** 31 - 1, 1), expected: 'either' },
    { name: 'jpeg claiming 65,000 × 65,000', bytes: hugeJpeg, expected: 'TOO_MANY_PIXELS' },
    {
      name: 'real 30,000 × 30,000 one-bit png',
      bytes: await blackPng(30_000, 30_000, 1, 0),
      expected: 'TOO_MANY_PIXELS',
    },
    {
      name: 'real 30,000 × 2,000 colour png',
      bytes: await blackPng(30_000, 2_000, 8, 2),
      expected: 'TOO_MANY_PIXELS',
    },
    { name: 'real 30,000 × 100 colour png', bytes: await blackPng(30_000, 100, 8, 2), expected: 'picture' },
    { name: 'real 1 × 30,000 grey png', bytes: await blackPng(1, 30_000, 8, 0), expected: 'picture' },
    {
      name: 'png with a compressed comment of 200 MB',
      bytes: Buffer.concat([
        small.subarray(0, afterHeader),
        pngChunk('zTXt', textBomb),
        small.subarray(afterHeader),
      ]),
      expected: 'either',
    },
    {
      name: 'png with more bytes than allowed',
      bytes: Buffer.concat([small, Buffer.alloc(HOSTILE_LIMITS.maxBytes)]),
      expected: 'TOO_MANY_BYTES',
    },
  ];
}

function wrongTypes(): HostilePicture[] {
  const files: Record<string, string> = {
    svg: '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>',
    'svg after a prologue':
      '<?xml version="1.0"?>\n<!-- photo.jpg -->\n<svg xmlns="http://www.w3.org/2000/svg"/>',
    'svg that includes a local file':
      '<!DOCTYPE svg [<!ENTITY f SYSTEM "file:///etc/hostname">]><svg xmlns="http://www.w3.org/2000/svg"><text>&f;</text></svg>',
    html: '<!doctype html><script>alert(1)</script>',
    pdf: '%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF',
    'gif header': 'GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\0;',
    'little-endian tiff': 'II*\0\x08\0\0\0\0\0\0\0\0\0',
    'big-endian tiff': 'MM\0*\0\0\0\x08\0\0\0\0\0\0',
    bmp: 'BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0',
    icon: '\0\0\x01\0\x01\0\x10\x10\0\0\x01\0\x20\0',
    zip: 'PK\x03\x04\x14\0\0\0',
    'windows program': 'MZ\x90\0\x03\0\0\0',
    'shell script': '#!/bin/sh\nrm -rf /\n',
    json: '{"width":100}',
    photoshop: '8BPS\0\x01\0\0',
    heic: '\0\0\0\x18ftypheic\0\0\0\0mif1heic',
    video: '\0\0\0\x18ftypmp42\0\0\0\0mp42isom',
    'webp audio twin': 'RIFF\x24\0\0\0WAVEfmt ',
    netpbm: 'P6 2 2 255 aaaaaaaaaaaa',
  };
  return Object.entries(files).map(([name, text]) => ({
    name,
    bytes: Buffer.from(text, 'latin1'),
    expected: 'UNSUPPORTED_TYPE',
  }));
}

/** Bytes of a linear congruential generator: noise that is the same on every run. */
function noise(length: number, seed: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

function garbage(): HostilePicture[] {
  const starts: Record<string, Buffer> = {
    jpeg: Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
    png: pngFile(),
    'png header': pngFile(pngChunk('IHDR', pngHeader(50, 50, 8, 2))),
    webp: Buffer.from('RIFF\xff\xff\0\0WEBPVP8 ', 'latin1'),
    'extended webp': Buffer.from('RIFF\xff\xff\0\0WEBPVP8X', 'latin1'),
    avif: Buffer.from('\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf', 'latin1'),
  };
  return [
    { name: 'no bytes', bytes: Buffer.alloc(0), expected: 'EMPTY' },
    { name: 'one zero byte', bytes: Buffer.alloc(1), expected: 'UNSUPPORTED_TYPE' },
    { name: 'a megabyte of zeros', bytes: Buffer.alloc(2 ** 20), expected: 'UNSUPPORTED_TYPE' },
    { name: 'noise of 100 bytes', bytes: noise(100, 1), expected: 'UNSUPPORTED_TYPE' },
    { name: 'noise of 100,000 bytes', bytes: noise(100_000, 2), expected: 'UNSUPPORTED_TYPE' },
    ...Object.entries(starts).flatMap(([type, start]) =>
      [50, 50_000].map((length): HostilePicture => ({
        name: `${type} magic and ${length} bytes of noise`,
        bytes: Buffer.concat([start, noise(length, length)]),
        expected: 'BROKEN',
      })),
    ),
  ];
}

async function unusual(): Promise<HostilePicture[]> {
  const picture = pipelineOf(UPRIGHT);
  const pixel = pipelineOf(testPicture(1, 1));
  const frames = await Promise.all(
    ['red', 'lime'].map((background) =>
      sharp({ create: { width: 40, height: 50, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  const animation = sharp(frames, { join: { animated: true } });
  const files: Record<string, Buffer> = {
    'cmyk jpeg': await picture.clone().toColourspace('cmyk').jpeg().toBuffer(),
    'grey jpeg': await picture.clone().greyscale().jpeg().toBuffer(),
    'progressive jpeg': await picture.clone().jpeg({ progressive: true }).toBuffer(),
    '16-bit png': await picture.clone().toColourspace('rgb16').png().toBuffer(),
    '16-bit grey png': await picture.clone().toColourspace('grey16').png().toBuffer(),
    'grey png': await picture.clone().greyscale().png().toBuffer(),
    'transparent png': await picture.clone().ensureAlpha(0.4).png().toBuffer(),
    'transparent grey png': await picture.clone().greyscale().ensureAlpha(0.4).png().toBuffer(),
    'palette png': await picture.clone().png({ palette: true, colours: 8 }).toBuffer(),
    'interlaced png': await picture.clone().png({ progressive: true }).toBuffer(),
    'one-bit png': await blackPng(33, 21, 1, 0),
    'wide-gamut png': await picture.clone().withIccProfile('p3').png().toBuffer(),
    'lossless webp': await picture.clone().webp({ lossless: true }).toBuffer(),
    'transparent webp': await picture.clone().ensureAlpha(0.4).webp().toBuffer(),
    'animated webp': await animation.clone().webp().toBuffer(),
    avif: await picture.clone().avif({ effort: 0 }).toBuffer(),
    '1 × 1 jpeg': await pixel.clone().jpeg().toBuffer(),
    '1 × 1 png': await pixel.clone().png().toBuffer(),
    '1 × 1 webp': await pixel.clone().webp().toBuffer(),
  };
  return [
    ...Object.entries(files).map(([name, bytes]): HostilePicture => ({ name, bytes, expected: 'picture' })),
    { name: 'animated gif', bytes: await animation.clone().gif().toBuffer(), expected: 'UNSUPPORTED_TYPE' },
    { name: 'real tiff', bytes: await picture.clone().tiff().toBuffer(), expected: 'UNSUPPORTED_TYPE' },
  ];
}

async function rotated(): Promise<HostilePicture[]> {
  return Promise.all(
    [1, 2, 3, 4, 5, 6, 7, 8].map(async (orientation): Promise<HostilePicture> => ({
      name: `jpeg of exif orientation ${orientation}`,
      bytes: await pipelineOf(storedFor(orientation, UPRIGHT))
        .withMetadata({ orientation })
        .jpeg()
        .toBuffer(),
      expected: 'picture',
    })),
  );
}

async function polyglots(): Promise<HostilePicture[]> {
  const jpeg = await pipelineOf(UPRIGHT).jpeg().toBuffer();
  const png = await pipelineOf(UPRIGHT).png().toBuffer();
  const gif = await pipelineOf(UPRIGHT).gif().toBuffer();
  const zip = Buffer.from('PK\x03\x04\x14\0\0\0\0\0PK\x05\x06' + '\0'.repeat(18), 'latin1');
  const script = Buffer.from('<html><script>alert(1)</script></html>');
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, script.length + 2]), script]);
  return [
    { name: 'jpeg with a zip behind', bytes: Buffer.concat([jpeg, zip]), expected: 'picture' },
    { name: 'jpeg with html behind', bytes: Buffer.concat([jpeg, script]), expected: 'picture' },
    {
      name: 'jpeg with html in a comment',
      bytes: Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]),
      expected: 'picture',
    },
    { name: 'png with html behind', bytes: Buffer.concat([png, script]), expected: 'picture' },
    { name: 'gif with a zip behind (gifar)', bytes: Buffer.concat([gif, zip]), expected: 'UNSUPPORTED_TYPE' },
    { name: 'html with a jpeg behind', bytes: Buffer.concat([script, jpeg]), expected: 'UNSUPPORTED_TYPE' },
  ];
}

async function corrupted(): Promise<HostilePicture[]> {
  const data = await deflatedZeros(51 * 50);
  const header = pngHeader(50, 50, 8, 0);
  const end = pngChunk('IEND', Buffer.alloc(0));
  const sound = pngChunk('IDAT', data);
  const webp = await pipelineOf(UPRIGHT).webp({ lossless: true }).toBuffer();
  webp.fill(0xaa, webp.length / 2, webp.length / 2 + 64);
  const jpeg = await pipelineOf(UPRIGHT).jpeg().toBuffer();
  jpeg.fill(0xff, jpeg.length / 2, jpeg.length / 2 + 64);
  return [
    {
      name: 'png with a wrong header checksum',
      bytes: pngFile(pngChunk('IHDR', header, 1), sound, end),
      expected: 'BROKEN',
    },
    {
      name: 'png with a wrong data checksum',
      bytes: pngFile(pngChunk('IHDR', header), pngChunk('IDAT', data, 1), end),
      expected: 'either',
    },
    {
      name: 'png of no width',
      bytes: pngFile(pngChunk('IHDR', pngHeader(0, 50, 8, 0)), sound, end),
      expected: 'BROKEN',
    },
    {
      name: 'png of an unknown bit depth',
      bytes: pngFile(pngChunk('IHDR', pngHeader(50, 50, 7, 0)), sound, end),
      expected: 'BROKEN',
    },
    {
      name: 'palette png without a palette',
      bytes: pngFile(pngChunk('IHDR', pngHeader(50, 50, 8, 3)), sound, end),
      expected: 'BROKEN',
    },
    {
      name: 'png with too little data',
      bytes: pngFile(pngChunk('IHDR', pngHeader(50, 500, 8, 0)), sound, end),
      expected: 'BROKEN',
    },
    {
      name: 'png with garbage for data',
      bytes: pngFile(pngChunk('IHDR', header), pngChunk('IDAT', noise(500, 3)), end),
      expected: 'BROKEN',
    },
    { name: 'png without data', bytes: pngFile(pngChunk('IHDR', header), end), expected: 'BROKEN' },
    { name: 'webp overwritten in the middle', bytes: webp, expected: 'either' },
    { name: 'jpeg overwritten in the middle', bytes: jpeg, expected: 'either' },
  ];
}
