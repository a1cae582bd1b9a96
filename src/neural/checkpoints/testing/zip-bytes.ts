import { crc32 } from 'node:zlib';

/** A record of a zip file; what it `claims` goes into the directory in place of the truth. */
export interface ZipRecord {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly claims?: {
    readonly size?: number;
    readonly method?: number;
    readonly crc32?: number;
    readonly header?: number;
  };
}

/** A zip file of stored records, as `torch.save` writes them but for the alignment. */
export function zipBytes(records: readonly ZipRecord[]): Uint8Array {
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, claims = {} } of records) {
    const size = claims.size ?? bytes.length;
    const local = localHeader(name, bytes);
    directory.push(
      directoryHeader(name, size, claims.method ?? 0, claims.crc32 ?? crc32(bytes), claims.header ?? offset),
    );
    body.push(local, Buffer.from(bytes));
    offset += local.length + bytes.length;
  }
  const directoryBytes = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(records.length, 8);
  end.writeUInt16LE(records.length, 10);
  end.writeUInt32LE(directoryBytes.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...body, directoryBytes, end]);
}

function localHeader(name: string, bytes: Uint8Array): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt32LE(crc32(bytes), 14);
  header.writeUInt32LE(bytes.length, 18);
  header.writeUInt32LE(bytes.length, 22);
  header.writeUInt16LE(Buffer.byteLength(name), 26);
  return Buffer.concat([header, Buffer.from(name)]);
}

function directoryHeader(
  name: string,
  size: number,
  method: number,
  checksum: number,
  offset: number,
): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(method, 10);
  header.writeUInt32LE(checksum, 16);
  header.writeUInt32LE(size, 20);
  header.writeUInt32LE(size, 24);
  header.writeUInt16LE(Buffer.byteLength(name), 28);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, Buffer.from(name)]);
}
