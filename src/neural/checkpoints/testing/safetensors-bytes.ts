/** A safetensors file of any header text and data, its length field true unless `claimedLength` is given. */
export function safetensorsBytes(header: string, data: Uint8Array, claimedLength?: bigint): Uint8Array {
  const json = Buffer.from(header);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(claimedLength ?? BigInt(json.length));
  return Buffer.concat([length, json, data]);
}
