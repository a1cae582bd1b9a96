import { describe, expect, it } from 'vitest';
import { drawPairs } from './draw-pairs.js';

const GARMENTS = ['g1', 'g2', 'g3', 'g4'];
const PEOPLE = ['p1', 'p2', 'p3'];

function texts(wanted: number, seed = 1): string[] {
  return drawPairs(GARMENTS, PEOPLE, wanted, seed).map(
    ({ garmentId, personPhotoId }) => garmentId + personPhotoId,
  );
}

describe('drawPairs', () => {
  it('should answer every pair once, in another order for another seed', () => {
    const all = GARMENTS.flatMap((garment) => PEOPLE.map((person) => garment + person));

    expect(texts(100).sort()).toEqual(all);
    expect(texts(100)).toEqual(texts(100));
    expect(texts(100, 1)).not.toEqual(texts(100, 2));
  });

  it('should draw each pair equally often when there are more than wanted', () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 1_200; seed++) {
      const drawn = texts(3, seed * 7919);
      expect(new Set(drawn).size).toBe(3);
      for (const pair of drawn) counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }

    // 1,200 × 3 ÷ 12 = 300 each, standard deviation 15.
    expect(counts.size).toBe(12);
    expect(Math.min(...counts.values())).toBeGreaterThan(235);
    expect(Math.max(...counts.values())).toBeLessThan(365);
  });

  it('should answer nothing when there is nobody', () => {
    expect(drawPairs(GARMENTS, [], 5, 1)).toEqual([]);
  });
});
