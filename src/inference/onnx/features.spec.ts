import { describe, expect, it } from 'vitest';
import { packFeatures, unpackFeatures } from './features.js';

const DIGEST = 'ab'.repeat(32);
const CONTRACT = [
  { name: 'coarse', shape: [1, 2], meaning: 'two values' },
  { name: 'fine', shape: [1, 1, 3], meaning: 'three values' },
];
const TENSORS = [new Float32Array([1.5, -2]), new Float32Array([0, 1e-7, 3e8])];

describe('features', () => {
  it('should read the tensors that were written when model and contract are the same', () => {
    const packed = packFeatures(DIGEST, TENSORS);

    expect(packed.byteLength).toBe(32 + 5 * 4);
    expect(unpackFeatures(packed, DIGEST, CONTRACT)).toEqual(TENSORS);
  });

  it('should write the values only when a tensor is a view of a larger buffer', () => {
    const view = new Float32Array([9, 1.5, -2, 9]).subarray(1, 3);

    expect(packFeatures(DIGEST, [view, TENSORS[1]!])).toEqual(packFeatures(DIGEST, TENSORS));
  });

  it('should read them when the bytes start at an odd place of their buffer', () => {
    const packed = packFeatures(DIGEST, TENSORS);
    const shifted = new Uint8Array(packed.byteLength + 1);
    shifted.set(packed, 1);

    expect(unpackFeatures(shifted.subarray(1), DIGEST, CONTRACT)).toEqual(TENSORS);
  });

  it('should write little-endian floats behind the digest', () => {
    const packed = packFeatures(DIGEST, [new Float32Array([1])]);

    expect([...packed.subarray(31)]).toEqual([0xab, 0, 0, 0x80, 0x3f]);
  });

  it.each([
    ['there are none', undefined],
    ['they are empty', new Uint8Array()],
    ['they are another model’s', packFeatures('cd'.repeat(32), TENSORS)],
    ['they are cut off', packFeatures(DIGEST, TENSORS).subarray(0, -1)],
    ['they hold a tensor too few', packFeatures(DIGEST, TENSORS.slice(0, 1))],
  ])('should answer nothing when %s', (_case, bytes) => {
    expect(unpackFeatures(bytes, DIGEST, CONTRACT)).toBeUndefined();
  });
});
