import { beforeAll, describe, expect, it } from 'vitest';
import { HOSTILE_LIMITS, hostilePictures, type HostilePicture } from '../../test/support/hostile-pictures.js';
import { testPicture } from '../../test/support/test-picture.js';
import { decodePicture } from './decode-picture.js';
import { PictureError } from './picture-error.js';
import type { RgbPicture } from './picture.js';

const MAX_MEMORY_GROWTH = 300 * 2 ** 20;

type Outcome = { readonly picture: RgbPicture } | { readonly error: unknown };

async function decode({ bytes }: HostilePicture): Promise<Outcome> {
  try {
    return { picture: await decodePicture(bytes, HOSTILE_LIMITS) };
  } catch (error) {
    return { error };
  }
}

describe('hostile pictures', () => {
  let hostile: HostilePicture[];
  const outcomes = new Map<string, Outcome>();
  let memoryGrowth = 0;

  beforeAll(async () => {
    hostile = await hostilePictures();
    const before = process.memoryUsage().rss;
    for (const picture of hostile) {
      outcomes.set(picture.name, await decode(picture));
      memoryGrowth = Math.max(memoryGrowth, process.memoryUsage().rss - before);
    }
  }, 120_000);

  it('should number a hundred', () => {
    expect(hostile.length).toBeGreaterThanOrEqual(100);
    expect(outcomes.size).toBe(hostile.length);
  });

  it('should each end in a picture or a typed error, as expected', () => {
    const surprises = hostile.flatMap(({ name, expected }) => {
      const outcome = outcomes.get(name)!;
      if ('picture' in outcome)
        return expected === 'picture' || expected === 'either' ? [] : [`${name}: a picture`];
      if (!(outcome.error instanceof PictureError)) return [`${name}: ${String(outcome.error)}`];
      return expected === outcome.error.code || expected === 'either'
        ? []
        : [`${name}: ${outcome.error.code}`];
    });
    expect(surprises).toEqual([]);
  });

  it('should give pixels that fit their size', () => {
    for (const [name, outcome] of outcomes) {
      if (!('picture' in outcome)) continue;
      const { width, height, data } = outcome.picture;
      expect(data.length, name).toBe(width * height * 3);
    }
  });

  it('should turn every exif orientation upright', () => {
    const upright = testPicture(96, 128);
    for (let orientation = 1; orientation <= 8; orientation++) {
      const outcome = outcomes.get(`jpeg of exif orientation ${orientation}`)!;
      if (!('picture' in outcome)) throw new Error(`orientation ${orientation} was refused`);
      const { width, height, data } = outcome.picture;
      expect([width, height]).toEqual([96, 128]);
      const largest = data.reduce((most, level, i) => Math.max(most, Math.abs(level - upright.data[i]!)), 0);
      expect(largest, `orientation ${orientation}`).toBeLessThan(80);
      const mean = data.reduce((sum, level, i) => sum + Math.abs(level - upright.data[i]!), 0) / data.length;
      expect(mean, `orientation ${orientation}`).toBeLessThan(3);
    }
  });

  it('should not repeat what a file holds in a message', () => {
    for (const outcome of outcomes.values()) {
      if ('error' in outcome)
        expect(String(outcome.error)).not.toMatch(/vips|libpng|script|etc\/hostname|buffer/i);
    }
  });

  it('should keep memory bounded', () => {
    expect(memoryGrowth).toBeLessThan(MAX_MEMORY_GROWTH);
  });
});
