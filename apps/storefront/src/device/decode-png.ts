import type { Mask, RgbPicture } from '../../../../src/images/picture.js';
import { DeviceError } from './device-error.js';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Colour types of the PNG specification that the server writes, by their samples a pixel. */
const SAMPLES: Readonly<Record<number, 3 | 4>> = { 2: 3, 6: 4 };

/** Most pixels that are decoded; the server's own pictures stay far below. */
const MAX_PIXELS = 50_000_000;

/** A decoded picture; `mask` is its alpha channel where it has one. */
export interface DecodedPng {
  readonly picture: RgbPicture;
  readonly mask: Mask | undefined;
}

/**
 * Decodes a PNG as the server writes it: 8 bits, RGB or RGBA, not interlaced (ISO/IEC 15948). The browser's own decoder
 * multiplies colours with alpha on their way through a canvas, and so loses what lies under full transparency.
 *
 * @throws DeviceError PICTURE_BROKEN
 */
export async function decodePng(bytes: Uint8Array): Promise<DecodedPng> {
  if (SIGNATURE.some((byte, i) => bytes[i] !== byte)) throw broken('it is no PNG');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const data: Uint8Array<ArrayBuffer>[] = [];
  let header: Header | undefined;
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    const type = view.getUint32(at + 4);
    const start = at + 8;
    if (start + length + 4 > bytes.length) throw broken('it ends early');
    if (type === CHUNK.header) header = readHeader(view, start);
    if (type === CHUNK.data) data.push(bytes.slice(start, start + length));
    if (type === CHUNK.end) break;
    at = start + length + 4;
  }
  if (!header) throw broken('it has no header');
  const lines = await inflate(data);
  if (lines.length !== header.height * (header.width * header.samples + 1))
    throw broken('its data end early');
  return split(header, unfilter(header, lines));
}

const CHUNK = { header: 0x49484452, data: 0x49444154, end: 0x49454e44 } as const;

interface Header {
  readonly width: number;
  readonly height: number;
  readonly samples: 3 | 4;
}

function readHeader(view: DataView, at: number): Header {
  const width = view.getUint32(at);
  const height = view.getUint32(at + 4);
  const samples = SAMPLES[view.getUint8(at + 9)];
  const isPlain = view.getUint8(at + 8) === 8 && view.getUint8(at + 12) === 0;
  if (!samples || !isPlain) throw broken('it is of a kind that the server does not write');
  if (width * height === 0 || width * height > MAX_PIXELS) throw broken('its size cannot be right');
  return { width, height, samples };
}

async function inflate(parts: Uint8Array<ArrayBuffer>[]): Promise<Uint8Array> {
  const packed = new Blob(parts).stream();
  try {
    return new Uint8Array(
      await new Response(packed.pipeThrough(new DecompressionStream('deflate'))).arrayBuffer(),
    );
  } catch (cause) {
    throw broken('its data are damaged', cause);
  }
}

/** Undoes the filter of every line (section 9); in place, answered without the filter bytes. */
function unfilter({ width, height, samples }: Header, lines: Uint8Array): Uint8Array {
  const length = width * samples;
  const pixels = new Uint8Array(length * height);
  for (let y = 0; y < height; y++) {
    const from = y * (length + 1) + 1;
    const row = y * length;
    const filter = lines[from - 1]!;
    if (filter === 0) {
      pixels.set(lines.subarray(from, from + length), row);
      continue;
    }
    for (let x = 0; x < length; x++) {
      const left = x >= samples ? pixels[row + x - samples]! : 0;
      const above = y > 0 ? pixels[row - length + x]! : 0;
      const corner = x >= samples && y > 0 ? pixels[row - length + x - samples]! : 0;
      pixels[row + x] = lines[from + x]! + predict(filter, left, above, corner);
    }
  }
  return pixels;
}

function predict(filter: number, left: number, above: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return (left + above) >> 1;
    case 4: {
      const estimate = left + above - corner;
      const toLeft = Math.abs(estimate - left);
      const toAbove = Math.abs(estimate - above);
      const toCorner = Math.abs(estimate - corner);
      if (toLeft <= toAbove && toLeft <= toCorner) return left;
      return toAbove <= toCorner ? above : corner;
    }
    default:
      throw broken('it has an unknown filter');
  }
}

function split({ width, height, samples }: Header, pixels: Uint8Array): DecodedPng {
  if (samples === 3) return { picture: { width, height, data: pixels }, mask: undefined };
  const colours = new Uint8Array(width * height * 3);
  const alpha = new Uint8Array(width * height);
  for (let i = 0; i < alpha.length; i++) {
    colours[i * 3] = pixels[i * 4]!;
    colours[i * 3 + 1] = pixels[i * 4 + 1]!;
    colours[i * 3 + 2] = pixels[i * 4 + 2]!;
    alpha[i] = pixels[i * 4 + 3]!;
  }
  return { picture: { width, height, data: colours }, mask: { width, height, data: alpha } };
}

function broken(reason: string, cause?: unknown): DeviceError {
  return new DeviceError('PICTURE_BROKEN', `The picture cannot be read: ${reason}.`, { cause });
}
