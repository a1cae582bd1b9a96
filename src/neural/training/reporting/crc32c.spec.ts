import { describe, expect, it } from 'vitest';
import { crc32c, maskedCrc32c } from './crc32c.js';

const ascending = Uint8Array.from({ length: 32 }, (_, i) => i);

describe('crc32c', () => {
  it.each([
    ['32 zeros', new Uint8Array(32), 0x8a9136aa],
    ['32 ones', new Uint8Array(32).fill(0xff), 0x62a8ab43],
    ['32 ascending bytes', ascending, 0x46dd794e],
    ['32 descending bytes', ascending.toReversed(), 0x113fdb5c],
    ['the check value', new TextEncoder().encode('123456789'), 0xe3069283],
  ])('should answer the value of RFC 3720 when given %s', (_, bytes, expected) => {
    expect(crc32c(bytes)).toBe(expected);
  });

  it('should mask as TensorFlow does when the bytes are those of a real event', () => {
    const event = new TextEncoder().encode('\x1a\x11CRC test, one two');

    expect(maskedCrc32c(event)).toBe(0x5794d08a);
  });
});
