import { readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';

/** Size of a zip file's end record without a comment, as NumPy writes it. */
const END_BYTES = 22;

/** float32 arrays of a NumPy archive by name, row-major; arrays of other types are left out. */
export async function readNpz(path: string): Promise<Map<string, Float32Array>> {
  const file = await readFile(path);
  const end = file.length - END_BYTES;
  const arrays = new Map<string, Float32Array>();
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20)];
    const [nameBytes, extraBytes] = [file.readUInt16LE(at + 28), file.readUInt16LE(at + 30)];
    const header = file.readUInt32LE(at + 42);
    const start = header + 30 + file.readUInt16LE(header + 26) + file.readUInt16LE(header + 28);
    const stored = file.subarray(start, start + size);
    const array = readNpy(method === 0 ? stored : inflateRawSync(stored));
    const name = file.toString('utf8', at + 46, at + 46 + nameBytes);
    if (array) arrays.set(name.replace(/\.npy$/, ''), array);
    at += 46 + nameBytes + extraBytes;
  }
  return arrays;
}

function readNpy(bytes: Buffer): Float32Array | undefined {
  const start = 10 + bytes.readUInt16LE(8);
  if (!bytes.toString('latin1', 10, start).includes("'descr': '<f4'")) return undefined;
  return new Float32Array(Uint8Array.from(bytes.subarray(start)).buffer);
}
