import { describe, expect, it } from 'vitest';
import { type TryOnIdentity, tryOnKey } from './try-on-key.js';

const IDENTITY: TryOnIdentity = {
  channelId: 'channel',
  personPhotoId: 'photo',
  personDigest: 'a',
  garmentId: 'garment',
  garmentDigest: 'b',
  modelDigest: 'c',
  output: { format: 'JPEG', quality: 88 },
};

describe('tryOnKey', () => {
  it('should be the same for the same identity, whatever the order of its fields', () => {
    const reordered = Object.fromEntries(Object.entries(IDENTITY).reverse()) as unknown as TryOnIdentity;

    expect(tryOnKey(reordered)).toBe(tryOnKey(IDENTITY));
    expect(tryOnKey(IDENTITY)).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ['channel', { channelId: 'other' }],
    ['photo', { personPhotoId: 'other' }],
    ['photo’s pixels', { personDigest: 'other' }],
    ['garment', { garmentId: 'other' }],
    ['garment’s pixels', { garmentDigest: 'other' }],
    ['model', { modelDigest: 'other' }],
    ['format', { output: { format: 'PNG' as const, quality: 88 } }],
    ['quality', { output: { format: 'JPEG' as const, quality: 87 } }],
    ['size', { output: { format: 'JPEG' as const, quality: 88, maxSide: 512 } }],
  ])('should differ when the %s differs', (_what, change) => {
    expect(tryOnKey({ ...IDENTITY, ...change })).not.toBe(tryOnKey(IDENTITY));
  });

  it('should not let two fields run into each other', () => {
    const left = tryOnKey({ ...IDENTITY, personDigest: 'ab', garmentId: 'c' });
    const right = tryOnKey({ ...IDENTITY, personDigest: 'a', garmentId: 'bc' });

    expect(left).not.toBe(right);
  });

  it('should ignore the quality of a lossless picture', () => {
    const png = (quality: number) => tryOnKey({ ...IDENTITY, output: { format: 'PNG', quality } });

    expect(png(1)).toBe(png(100));
  });
});
