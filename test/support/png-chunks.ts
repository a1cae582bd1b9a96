import { crc32, createDeflate } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** One PNG chunk; `crc` replaces the true checksum. */
export function pngChunk(type: string, data: Uint8Array, crc?: number): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc ?? crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/** The header chunk's content of a PNG without interlacing. */
export function pngHeader(
  width: number,
  height: number,
  bitDepth: number,
  colourType: 0 | 2 | 3 | 6,
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([bitDepth, colourType, 0, 0, 0], 8);
  return header;
}

/** A PNG file of the given chunks. */
export function pngFile(...chunks: readonly Buffer[]): Buffer {
  return Buffer.concat([SIGNATURE, ...chunks]);
}

/** Deflates that many zero bytes without ever holding them. */
export async function deflatedZeros(bytes: number): Promise<Buffer> {
  const deflate = createDeflate({ level: 9 });
  const parts: Buffer[] = [];
  deflate.on('data', (part: Buffer) => parts.push(part));
  const done = new Promise<void>((resolve, reject) => deflate.on('end', resolve).on('error', reject));
  const block = Buffer.alloc(1 << 20);
  for (let left = bytes; left > 0; left -= block.length) {
    const more = deflate.write(left < block.length ? block.subarray(0, left) : block);
    if (!more) await new Promise((resolve) => deflate.once('drain', resolve));
  }
  deflate.end();
  await done;
  return Buffer.concat(parts);
}

/** A sound PNG of zeros (black), tiny as a file and as large as asked when decoded. */
export async function blackPng(
  width: number,
  height: number,
  bitDepth: 1 | 8,
  colourType: 0 | 2,
): Promise<Buffer> {
  const rowBytes = Math.ceil((width * bitDepth * (colourType === 2 ? 3 : 1)) / 8) + 1;
  return pngFile(
    pngChunk('IHDR', pngHeader(width, height, bitDepth, colourType)),
    pngChunk('IDAT', await deflatedZeros(rowBytes * height)),
    pngChunk('IEND', Buffer.alloc(0)),
  );
}
