import { describe, expect, it, vi } from 'vitest';
import { GarmentPyramid } from '../../neural/compositor/garment-pyramid.js';
import { type DecodedGarment, GarmentCache } from './garment-cache.js';

const SIDE = 64;
const TENSOR_VALUES = 16;

function garment(): DecodedGarment {
  const pixels = SIDE * SIDE;
  return {
    pyramid: new GarmentPyramid(
      { width: SIDE, height: SIDE, data: new Uint8Array(pixels * 3) },
      { width: SIDE, height: SIDE, data: new Uint8Array(pixels) },
    ),
    tensors: { garment: new Float32Array(3 * TENSOR_VALUES), mask: new Float32Array(TENSOR_VALUES) },
  };
}

/** Memory of one garment with all the halves of its cutout. */
function bytesOf({ pyramid, tensors }: DecodedGarment): number {
  for (let step = 1; step < SIDE; step *= 2) pyramid.level(step);
  return pyramid.byteLength + tensors.garment.byteLength + tensors.mask.byteLength;
}

/** Room for two garments and a half. */
const MAX_BYTES = Math.floor(bytesOf(garment()) * 2.5);

describe('GarmentCache', () => {
  const fill = async (cache: GarmentCache, ...digests: string[]): Promise<void> => {
    for (const digest of digests) await cache.get(digest, () => Promise.resolve(garment()));
  };

  /** Which of the digests would have to be decoded anew. */
  const missing = async (cache: GarmentCache, ...digests: string[]): Promise<string[]> => {
    const missed: string[] = [];
    for (const digest of digests) {
      await cache
        .get(digest, () => {
          missed.push(digest);
          return Promise.reject(new Error('only looking'));
        })
        .catch(() => undefined);
    }
    return missed;
  };

  it('should decode a garment once when it is asked for twice', async () => {
    const cache = new GarmentCache(MAX_BYTES);
    const decode = vi.fn(() => Promise.resolve(garment()));

    const first = await cache.get('a', decode);
    const second = await cache.get('a', decode);

    expect(second).toBe(first);
    expect(decode).toHaveBeenCalledTimes(1);
  });

  it('should drop the garment that was not used for longest when the bytes are used up', async () => {
    const cache = new GarmentCache(MAX_BYTES);
    await fill(cache, 'a', 'b', 'a', 'c');

    expect(await missing(cache, 'a', 'b', 'c')).toEqual(['b']);
  });

  it('should hold no more than its bytes when the garments have grown by the halves of their cutouts', async () => {
    const cache = new GarmentCache(MAX_BYTES);
    const made = new Map<string, DecodedGarment>();
    for (const digest of ['a', 'b', 'c', 'd']) {
      made.set(digest, await cache.get(digest, () => Promise.resolve(garment())));
    }
    const gone = new Set(await missing(cache, ...made.keys()));

    const held = [...made].filter(([digest]) => !gone.has(digest)).map(([, kept]) => bytesOf(kept));
    expect(held.length).toBeGreaterThan(0);
    expect(held.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(MAX_BYTES);
  });

  it('should answer a garment without keeping it when it alone is too large', async () => {
    const cache = new GarmentCache(100);

    expect((await cache.get('a', () => Promise.resolve(garment()))).pyramid.byteLength).toBe(SIDE * SIDE * 4);
    expect(await missing(cache, 'a')).toEqual(['a']);
  });

  it('should keep nothing when decoding fails', async () => {
    const cache = new GarmentCache(MAX_BYTES);

    await expect(cache.get('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await missing(cache, 'a')).toEqual(['a']);
  });
});
