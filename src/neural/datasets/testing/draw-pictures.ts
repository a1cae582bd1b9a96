import sharp from 'sharp';
import { crc32, deflateSync } from 'node:zlib';
import type { Frame } from '../frame.js';

/** Value of each pixel: x, y as shares of width and height. */
export type Drawing<Value> = (x: number, y: number) => Value;
type Colour = readonly [number, number, number];

export const FRAME: Frame = { height: 128, width: 96 };

/** A PNG of what is drawn. */
export function drawRgb(drawing: Drawing<Colour>, frame = FRAME): Promise<Buffer> {
  return sharp(pixelsOf(drawing, frame), { raw: { ...frame, channels: 3 } })
    .png()
    .toBuffer();
}

/** A greyscale PNG, one value a pixel. */
export function drawGrey(drawing: Drawing<number>, frame = FRAME): Promise<Buffer> {
  const pixels = pixelsOf((x, y) => [drawing(x, y)], frame);
  return sharp(pixels, { raw: { ...frame, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toBuffer();
}

/** A palette PNG in colours of its own, written by hand; two pixels a byte when `bits` is 4. */
export function drawPalette(drawing: Drawing<number>, bits: 4 | 8, frame = FRAME): Buffer {
  const indices = pixelsOf((x, y) => [drawing(x, y)], frame);
  const rows: Buffer[] = [];
  for (let y = 0; y < frame.height; y++) {
    const row = indices.subarray(y * frame.width, (y + 1) * frame.width);
    const packed =
      bits === 8 ? row : row.filter((_, x) => x % 2 === 0).map((high, i) => (high << 4) | row[2 * i + 1]!);
    rows.push(Buffer.of(0), Buffer.from(packed));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(frame.width, 0);
  header.writeUInt32BE(frame.height, 4);
  header.set([bits, 3], 8);
  const palette = Buffer.from(
    Array.from({ length: 2 ** bits }, (_, i) => [(i * 67) % 256, (i * 149) % 256, 9]).flat(),
  );
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('tRNS', Buffer.of(0)),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A file of `numpy.save`, version 1.0. */
export function drawNpy(drawing: Drawing<number>, frame = FRAME): Buffer {
  const shape = `(${frame.height}, ${frame.width})`;
  const header = `{'descr': '|u1', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117) + '\n';
  const length = Buffer.alloc(2);
  length.writeUInt16LE(header.length);
  const start = Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), length, Buffer.from(header)]);
  return Buffer.concat([start, pixelsOf((x, y) => [drawing(x, y)], frame)]);
}

/** OpenPose JSON of one person; points as x, y, confidence. */
export function drawPose(points: readonly Colour[], key = 'pose_keypoints_2d'): string {
  return JSON.stringify({ version: 1.3, people: [{ [key]: points.flat() }] });
}

/** A top in the middle of the picture: a quarter of its area. */
export function isTop(x: number, y: number): boolean {
  return x > 0.25 && x < 0.75 && y > 0.25 && y < 0.75;
}

function pixelsOf(drawing: Drawing<readonly number[]>, { height, width }: Frame): Buffer {
  const values: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) values.push(...drawing((x + 0.5) / width, (y + 0.5) / height));
  }
  return Buffer.from(values);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
