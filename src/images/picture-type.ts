/** What a file's first bytes say that it is. */
export type PictureType =
  'jpeg' | 'png' | 'webp' | 'avif' | 'heif' | 'gif' | 'tiff' | 'svg' | 'pdf' | 'unknown';

/** The types that may be uploaded; all others are refused before a decoder sees them. */
export const ACCEPTED_PICTURE_TYPES: readonly PictureType[] = ['jpeg', 'png', 'webp', 'avif'];

/** Markup may begin after a byte-order mark, white space, a prologue and comments: this far it is looked for. */
const MARKUP_SEARCH_BYTES = 1024;

/** ISO BMFF brands (bytes 8–11 and the compatible list) that mark an AV1 still picture. */
const AVIF_BRANDS = ['avif', 'avis'];
const HEIF_BRANDS = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1'];

/**
 * Tells a picture's type by its magic number. File names and content types are never asked: they are what the sender
 * claims.
 */
export function sniffPictureType(bytes: Uint8Array): PictureType {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'jpeg';
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'webp';
  if (ascii(bytes, 0, 6) === 'GIF87a' || ascii(bytes, 0, 6) === 'GIF89a') return 'gif';
  if (ascii(bytes, 0, 4) === 'II*\0' || ascii(bytes, 0, 4) === 'MM\0*') return 'tiff';
  if (ascii(bytes, 0, 5) === '%PDF-') return 'pdf';
  if (ascii(bytes, 4, 8) === 'ftyp') return isoBrand(bytes);
  if (/<svg[\s>]/i.test(ascii(bytes, 0, MARKUP_SEARCH_BYTES))) return 'svg';
  return 'unknown';
}

function isoBrand(bytes: Uint8Array): PictureType {
  const boxLength = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
  const end = Math.min(boxLength, bytes.length, 128);
  const brands = [ascii(bytes, 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(ascii(bytes, at, at + 4));
  if (brands.some((brand) => AVIF_BRANDS.includes(brand))) return 'avif';
  return brands.some((brand) => HEIF_BRANDS.includes(brand)) ? 'heif' : 'unknown';
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
