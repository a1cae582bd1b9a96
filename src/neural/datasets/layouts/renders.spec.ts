import { describe, expect, it } from 'vitest';
import { emptyFiles } from '../testing/memory-files.js';
import { pathsOf } from '../testing/paths-of.js';
import { findRenderPairs } from './renders.js';

describe('findRenderPairs', () => {
  const photos = ['p01', 'p03', 'p05'].flatMap((person) =>
    ['g01', 'g02', 'g03'].map((garment) => `${person}_${garment}`),
  );
  const files = emptyFiles(
    ...photos.flatMap((photo) => [`s/cross/${photo}.jpg`, `s/cross/${photo}_parse.png`]),
    ...['g01', 'g02', 'g03'].flatMap((garment) => [
      `s/garments/${garment}.jpg`,
      `s/garments/${garment}_mask.png`,
    ]),
    's/people/p09_g01.jpg',
  );

  it('should make a pair of every ordered couple of garments when a person wears several', async () => {
    const pairs = await findRenderPairs(files, 'p05');
    const couples = pairs.map(
      ({ photo, otherwise }) => `${otherwise!.path.slice(-7, -4)}→${photo.path.slice(-7, -4)}`,
    );
    expect(couples.sort()).toEqual(['g01→g02', 'g01→g03', 'g02→g01', 'g02→g03', 'g03→g01', 'g03→g02']);
    expect(pathsOf(pairs.find(({ id }) => id === 'p05_g03_g02'))).toEqual({
      id: 'p05_g03_g02',
      garmentId: 'g02',
      category: 'upper',
      photo: 's/cross/p05_g02.jpg',
      garment: 's/garments/g02.jpg',
      garmentMask: 's/garments/g02_mask.png',
      labels: 's/cross/p05_g02_parse.png',
      otherwise: 's/cross/p05_g03.jpg',
    });
  });

  it.each([
    ['train', ['p01', 'p05']],
    ['test', ['p03']],
    ['p01,p03', ['p01', 'p03']],
    [undefined, ['p01', 'p03', 'p05']],
  ])('should take the people wanted when the split is %s', async (split, people) => {
    const found = (await findRenderPairs(files, split)).map(({ id }) => id.slice(0, 3));
    expect([...new Set(found)]).toEqual(people);
  });

  it('should say so when nobody of that name is there', () => {
    expect(() => findRenderPairs(files, 'p77')).toThrow(/no render of p77/);
  });
});
