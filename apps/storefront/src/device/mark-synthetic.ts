import { SYNTHETIC_XMP } from '../../../../src/images/synthetic-mark.js';

/** Namespace by which a JPEG's APP1 segment is known to hold XMP (XMP specification, part 3, 1.1.3). */
const JPEG_XMP = 'http://ns.adobe.com/xap/1.0/\0';

/** Keyword, flags and empty language of the iTXt chunk that holds XMP in a PNG (part 3, 1.1.5). */
const PNG_XMP = 'XML:com.adobe.xmp\0\0\0\0\0';

/** Bytes before the first place where a PNG's chunks may be added: signature and header. */
const PNG_HEAD = 33;

/**
 * Marks a JPEG or PNG as made with a trained model, as the server marks its own results.
 *
 * @returns the file with the mark; its pixels are the same
 * @throws TypeError for another kind of file
 */
export function markSynthetic(file: Uint8Array): Uint8Array {
  if (file[0] === 0xff && file[1] === 0xd8) return insert(file, 2, jpegSegment());
  if (file[0] === 0x89 && file[1] === 0x50) return insert(file, PNG_HEAD, pngChunk());
  throw new TypeError('Only JPEG and PNG can be marked.');
}

function jpegSegment(): Uint8Array {
  const body = new TextEncoder().encode(JPEG_XMP + SYNTHETIC_XMP);
  const segment = new Uint8Array(body.length + 4);
  new DataView(segment.buffer).setUint32(0, (0xffe1 << 16) | (body.length + 2));
  segment.set(body, 4);
  return segment;
}

function pngChunk(): Uint8Array {
  const body = new TextEncoder().encode(`iTXt${PNG_XMP}${SYNTHETIC_XMP}`);
  const chunk = new Uint8Array(body.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, body.length - 4);
  chunk.set(body, 4);
  view.setUint32(body.length + 4, crc32(body));
  return chunk;
}

/** CRC-32 of ISO 3309 (PNG specification, annex D). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function insert(file: Uint8Array, at: number, part: Uint8Array): Uint8Array {
  const longer = new Uint8Array(file.length + part.length);
  longer.set(file.subarray(0, at));
  longer.set(part, at);
  longer.set(file.subarray(at), at + part.length);
  return longer;
}
