import { open, type FileHandle } from 'node:fs/promises';
import { DataSetError } from '../data-set.js';

/** Where the bytes of a file lie in an archive. */
export interface TarMember {
  readonly offset: number;
  readonly size: number;
}

const BLOCK = 512;
const WINDOW = 256 * 1024;

/**
 * Finds every file of a tar archive by one pass over its headers, so that any can then be read by itself.
 * Understands ustar (with prefix), pax (path and size), GNU (long names, sizes beyond 8 GiB) and hard links.
 * Of two members of one name the later counts, as when unpacking. Compressed archives cannot be read this way.
 *
 * Source: POSIX.1-2017, pax, "ustar Interchange Format"; GNU tar manual, "Basic Tar Format".
 *
 * @returns members by path
 * @throws DataSetError when the file cannot be read, is not a tar archive or ends within a member
 */
export async function indexTar(archive: string): Promise<Map<string, TarMember>> {
  let file: FileHandle;
  try {
    file = await open(archive);
  } catch (cause) {
    throw new DataSetError(`${archive}: the archive cannot be opened. Check the path.`, { cause });
  }
  try {
    return await readHeaders(archive, new WindowedReader(file, (await file.stat()).size));
  } finally {
    await file.close();
  }
}

async function readHeaders(archive: string, reader: WindowedReader): Promise<Map<string, TarMember>> {
  const members = new Map<string, TarMember>();
  let announced: Announced = {};
  for (let at = 0; at + BLOCK <= reader.size;) {
    const header = await reader.read(at, BLOCK);
    if (header.every((byte) => byte === 0)) break;
    if (!hasValidChecksum(header)) {
      throw new DataSetError(
        `${archive}: no tar header at byte ${at}. The archive is broken or compressed; unpack it or make it again.`,
      );
    }
    const type = String.fromCharCode(header[156]!);
    const size = announced.size ?? readNumber(header, 124, 12);
    const offset = at + BLOCK;
    if (offset + size > reader.size) {
      throw new DataSetError(`${archive}: the archive ends within ${nameOf(header)}. Copy it again.`);
    }
    if (type === 'L') announced.path = readText(await reader.read(offset, size), 0, size);
    else if (type === 'x') announced = { ...announced, ...readPax(await reader.read(offset, size)) };
    else if (type !== 'g' && type !== 'K') {
      const path = (announced.path ?? nameOf(header)).replace(/^(\.\/)+/, '');
      if (type === '0' || type === '\0' || type === '7') members.set(path, { offset, size });
      const linked =
        type === '1' ? members.get(readText(header, 157, 100).replace(/^(\.\/)+/, '')) : undefined;
      if (linked) members.set(path, linked);
      announced = {};
    }
    at = offset + Math.ceil(size / BLOCK) * BLOCK;
  }
  return members;
}

/** What an extra header says of the member after it. */
interface Announced {
  path?: string;
  size?: number;
}

/** Records `"<length> <key>=<value>\n"`; the length counts the whole record. */
function readPax(bytes: Uint8Array): Announced {
  const announced: Announced = {};
  const text = Buffer.from(bytes);
  for (let at = 0; at < text.length;) {
    const space = text.indexOf(' ', at);
    const length = space < 0 ? NaN : Number(text.toString('latin1', at, space));
    if (!(length > 0)) break;
    const [key, ...value] = text.toString('utf8', space + 1, at + length - 1).split('=');
    if (key === 'path') announced.path = value.join('=');
    if (key === 'size') announced.size = Number(value.join('='));
    at += length;
  }
  return announced;
}

function nameOf(header: Uint8Array): string {
  const isPosix = readText(header, 257, 6) === 'ustar' && header[262] === 0;
  const prefix = isPosix ? readText(header, 345, 155) : '';
  return (prefix === '' ? '' : `${prefix}/`) + readText(header, 0, 100);
}

function readText(bytes: Uint8Array, from: number, length: number): string {
  const field = bytes.subarray(from, from + length);
  const end = field.indexOf(0);
  return Buffer.from(end < 0 ? field : field.subarray(0, end)).toString('utf8');
}

/** Octal digits, or with the highest bit set a binary number (GNU). */
function readNumber(header: Uint8Array, from: number, length: number): number {
  if ((header[from]! & 0x80) === 0) return parseInt(readText(header, from, length).trim() || '0', 8);
  return header.subarray(from + 1, from + length).reduce((value, byte) => value * 256 + byte, 0);
}

/** Sum of all bytes of the header, its own field counted as spaces. */
function hasValidChecksum(header: Uint8Array): boolean {
  let sum = 0;
  for (let i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? 0x20 : header[i]!;
  return sum === readNumber(header, 148, 8);
}

/** Reads ahead, so that archives of many small files need few calls and those of large ones are skipped through. */
class WindowedReader {
  private readonly window = Buffer.alloc(WINDOW);
  private start = 0;
  private end = 0;

  constructor(
    private readonly file: FileHandle,
    readonly size: number,
  ) {}

  async read(at: number, length: number): Promise<Uint8Array> {
    if (length > WINDOW) {
      const large = Buffer.alloc(length);
      await this.file.read(large, 0, length, at);
      return large;
    }
    if (at < this.start || at + length > this.end) {
      const { bytesRead } = await this.file.read(this.window, 0, WINDOW, at);
      this.start = at;
      this.end = at + bytesRead;
    }
    return this.window.subarray(at - this.start, at - this.start + length);
  }
}
