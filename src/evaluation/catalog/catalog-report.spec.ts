import { describe, expect, it } from 'vitest';
import { catalogFigures, type CountedPair } from './catalog-report.js';

function pair(
  position: number,
  state: CountedPair['state'],
  score: number | null,
  category = 'UPPER_BODY',
): CountedPair {
  return { id: `pair-${position}`, position, state, score, category: category as CountedPair['category'] };
}

describe('catalogFigures', () => {
  it('should count what is shown, withheld and failed, over all and by category', () => {
    const pairs = [
      pair(0, 'SHOWN', 0.9),
      pair(1, 'SHOWN', 0.7),
      pair(2, 'WITHHELD', 0.2),
      pair(3, 'SHOWN', 0.8, 'DRESS'),
      pair(4, 'FAILED', null, 'DRESS'),
      pair(5, 'WAITING', null),
    ];

    const figures = catalogFigures(
      { UPPER_BODY: { total: 8, ready: 6 }, DRESS: { total: 2, ready: 2 } },
      pairs,
    );

    expect(figures.garments).toMatchObject({ count: 8, total: 10 });
    expect(figures.shown).toMatchObject({ count: 3, total: 5 });
    expect(figures.abstained).toMatchObject({ count: 1, total: 4 });
    expect([figures.withheld, figures.failed]).toEqual([1, 1]);
    expect(figures.categories.map(({ category }) => category)).toEqual(['UPPER_BODY', 'DRESS']);
    expect(figures.categories[0]).toMatchObject({
      garments: { count: 6, total: 8 },
      abstained: { count: 1, total: 3 },
      score: { mean: expect.closeTo(0.6, 10) as number, count: 3 },
    });
    expect(figures.categories[1]).toMatchObject({
      score: { mean: 0.8, low: null, high: null, count: 1 },
      failed: 1,
    });
  });

  it('should name the twenty pairs of least confidence, the worst first', () => {
    const pairs = Array.from({ length: 30 }, (_, i) => pair(i, 'SHOWN', ((i * 7) % 30) / 30));

    const { worst } = catalogFigures({}, pairs);

    expect(worst).toHaveLength(20);
    expect(worst.slice(0, 3)).toEqual(['pair-0', 'pair-13', 'pair-26']);
  });

  it('should keep categories in which nothing can be tried on, and leave out those without garments', () => {
    const figures = catalogFigures({ LOWER_BODY: { total: 3, ready: 0 } }, []);

    expect(figures.categories).toEqual([
      expect.objectContaining({
        category: 'LOWER_BODY',
        garments: expect.objectContaining({ share: 0, total: 3 }) as object,
        shown: null,
        score: null,
      }),
    ]);
  });
});
