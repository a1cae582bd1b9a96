/** Remainders of every byte by the Castagnoli polynomial, bit-reflected. */
const REMAINDERS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0x82f63b78 : 0);
  return remainder;
});

/** CRC-32C (Castagnoli; RFC 3720, section 12.1 and appendix B.4), 0 … 2³² − 1. */
export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ REMAINDERS[(crc ^ byte) & 0xff]!;
  return ~crc >>> 0;
}

/**
 * The checksum as TFRecords carry it: turned right by 15 bits and shifted, so that a checksum of data that contain
 * checksums stays meaningful (TensorFlow, `tensorflow/core/lib/hash/crc32c.h`).
 */
export function maskedCrc32c(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
