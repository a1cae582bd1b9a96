import { crc32 } from 'node:zlib';

const SIGNATURE = 8;
const COLOUR_TYPE = 25;
const GREY = 0;
const PALETTE = 3;

/** A PNG whose grey values are what its palette indices were. */
export interface GreyPng {
  readonly bytes: Uint8Array;
  /** What a decoder to 8 bits multiplies the values by: 1 for 8 bits a pixel, 17 for 4, 85 for 2, 255 for 1. */
  readonly scale: number;
}

/**
 * Labels are often stored as a palette PNG whose colours are only for looking at. Image decoders answer those
 * colours; this says in the header that the same bytes are grey, so that they answer the indices.
 *
 * Source: PNG specification (third edition), 11.2.1 IHDR, 11.2.2 PLTE, 5.3 chunk layout.
 *
 * @returns undefined when the picture is no PNG with a palette
 */
export function paletteAsGrey(png: Uint8Array): GreyPng | undefined {
  if (!isPng(png) || png[COLOUR_TYPE] !== PALETTE) return undefined;
  const bitDepth = png[24]!;
  const kept: Uint8Array[] = [png.subarray(0, SIGNATURE)];
  for (const { type, bytes } of chunksOf(png)) {
    if (type === 'IHDR') kept.push(asGreyHeader(bytes));
    else if (type === 'IDAT' || type === 'IEND') kept.push(bytes);
  }
  return { bytes: Buffer.concat(kept), scale: 255 / (2 ** bitDepth - 1) };
}

function isPng(bytes: Uint8Array): boolean {
  return (
    bytes.length > COLOUR_TYPE &&
    Buffer.from(bytes.subarray(0, SIGNATURE)).toString('latin1') === '\x89PNG\r\n\x1a\n'
  );
}

/** Length, type, data and checksum of each chunk; a cut-off one is answered as far as it goes. */
function* chunksOf(png: Uint8Array): Generator<{ type: string; bytes: Uint8Array }> {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  for (let at = SIGNATURE; at + 12 <= png.length;) {
    const end = at + 12 + view.getUint32(at);
    const type = Buffer.from(png.subarray(at + 4, at + 8)).toString('latin1');
    yield { type, bytes: png.subarray(at, end) };
    at = end;
  }
}

function asGreyHeader(chunk: Uint8Array): Uint8Array {
  const header = Uint8Array.from(chunk);
  header[COLOUR_TYPE - SIGNATURE] = GREY;
  new DataView(header.buffer).setUint32(header.length - 4, crc32(header.subarray(4, -4)));
  return header;
}
