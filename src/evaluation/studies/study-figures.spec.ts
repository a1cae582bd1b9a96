import { describe, expect, it } from 'vitest';
import { type CountedVote, studyFigures } from './study-figures.js';

function vote(raterId: string, pairId: string | null, choice: CountedVote['choice']): CountedVote {
  return { raterId, pairId, choice, side: 'LEFT' };
}

describe('studyFigures', () => {
  it('should count preferences, with interval and p-value', () => {
    const votes = Array.from({ length: 10 }, (_, i) => vote(`r${i}`, 'p1', i < 8 ? 'B' : 'A'));

    const figures = studyFigures(votes);

    expect(figures.preferenceForB).toMatchObject({ share: 0.8, count: 8, total: 10 });
    expect(figures.pValue).toBeCloseTo(112 / 1024, 12);
    expect(figures.left).toMatchObject({ share: 1 });
    expect(figures).toMatchObject({ ratersCounted: 10, ratersExcluded: 0, votesExcluded: 0 });
  });

  it('should leave out raters who failed a check, say how many, and still list them', () => {
    const votes = [
      ...['p1', 'p2'].map((pair) => vote('careful', pair, 'B')),
      vote('careful', 'p1', 'SOUND'),
      ...['p1', 'p2'].map((pair) => vote('careless', pair, 'A')),
      vote('careless', 'p1', 'SOUND'),
      vote('careless', 'p2', 'SPOILED'),
    ];

    const figures = studyFigures(votes);

    expect(figures.preferenceForB).toMatchObject({ count: 2, total: 2 });
    expect(figures).toMatchObject({ ratersCounted: 1, ratersExcluded: 1, votesExcluded: 2 });
    expect(figures.raters).toContainEqual({
      raterId: 'careless',
      votes: 2,
      checksPassed: 1,
      checksFailed: 1,
      excluded: true,
      agreement: 0,
    });
  });

  it('should tell how far each rater agrees with the others', () => {
    const votes = [
      vote('r1', 'p1', 'A'),
      vote('r2', 'p1', 'A'),
      vote('r3', 'p1', 'B'),
      vote('r1', 'p2', 'B'),
      vote('r2', 'p2', 'B'),
    ];

    const figures = studyFigures(votes);

    const agreement = Object.fromEntries(figures.raters.map(({ raterId, agreement: a }) => [raterId, a]));
    expect(agreement.r1).toBeCloseTo(2 / 3, 12);
    expect(agreement.r3).toBe(0);
    // Krippendorff: n = 5, nA = 2, nB = 3; observed 2·2·1/2 = 2, expected 2·2·3/4 = 3.
    expect(figures.agreement).toBeCloseTo(1 - 2 / 3, 12);
  });

  it('should keep votes whose pair was deleted, outside of the agreement', () => {
    const figures = studyFigures([vote('r1', null, 'A'), vote('r2', null, 'A')]);

    expect(figures.preferenceForB).toMatchObject({ count: 0, total: 2 });
    expect(figures.agreement).toBeNull();
    expect(figures.raters[0]?.agreement).toBeNull();
  });

  it('should say nothing when nobody has voted', () => {
    expect(studyFigures([])).toMatchObject({ preferenceForB: null, pValue: null, left: null, raters: [] });
  });
});
