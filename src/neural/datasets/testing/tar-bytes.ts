const BLOCK = 512;

/** A member as it is written; `type` as in the header. */
export interface TarEntry {
  readonly name: string;
  readonly content?: Uint8Array;
  readonly type?: string;
  readonly link?: string;
  /** ustar's prefix, joined to the name by `/`. */
  readonly prefix?: string;
}

/** Writes an archive by the book (POSIX.1-2017, ustar), so that readers are tested against another hand than their own. */
export function tarBytes(entries: readonly TarEntry[]): Buffer {
  const parts = entries.flatMap((entry) => {
    const content = Buffer.from(entry.content ?? []);
    const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK);
    return [header(entry, content.length), content, padding];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

/** A GNU long name: a member of its own before the one it names. */
export function longName(name: string): TarEntry {
  return { name: '././@LongLink', type: 'L', content: Buffer.from(`${name}\0`) };
}

/** A pax header for the member after it. */
export function paxHeader(records: Readonly<Record<string, string>>): TarEntry {
  const lines = Object.entries(records).map(([key, value]) => {
    const rest = ` ${key}=${value}\n`;
    let length = Buffer.byteLength(rest);
    while (String(length).length + Buffer.byteLength(rest) !== length) length++;
    return `${length}${rest}`;
  });
  return { name: 'PaxHeaders/next', type: 'x', content: Buffer.from(lines.join('')) };
}

function header({ name, type = '0', link = '', prefix = '' }: TarEntry, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0, 100);
  block.write('0000644\0', 100);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('        ', 148);
  block.write(type, 156);
  block.write(link, 157, 100);
  block.write('ustar\u000000', 257);
  block.write(prefix, 345, 155);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}
