import { dictionaryCode, pickleBytes, textCode } from './pickle-bytes.js';

/** What a legacy file starts with: magic number, protocol and the traits of the machine. */
export function legacyHead({ littleEndian = true } = {}): Uint8Array {
  return Buffer.concat([
    pickleBytes('\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19'),
    pickleBytes('M\xe9\x03'),
    pickleBytes(dictionaryCode({ little_endian: littleEndian ? '\x88' : '\x89' })),
  ]);
}

/** The pickled list of storage keys behind the object. */
export function legacyKeys(...keys: string[]): Uint8Array {
  return pickleBytes(`](${keys.map(textCode).join('')}e`);
}

/** One storage: the number of elements it claims, and its bytes. */
export function legacyStorage(elements: bigint, bytes: Uint8Array): Uint8Array {
  const count = Buffer.alloc(8);
  count.writeBigInt64LE(elements);
  return Buffer.concat([count, bytes]);
}
