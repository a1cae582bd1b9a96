import { describe, expect, it } from 'vitest';
import { drawQuestions, isCheck } from './questions.js';

const PAIRS = Array.from({ length: 30 }, (_, i) => `pair-${i}`);

function draw(raterId: string, change: Partial<Parameters<typeof drawQuestions>[0]> = {}) {
  return drawQuestions({ seed: 7, raterId, pairIds: PAIRS, pairsPerRater: 20, checks: 3, ...change });
}

describe('drawQuestions', () => {
  it('should draw the same for the same rater and seed, and otherwise for others', () => {
    expect(draw('r1')).toEqual(draw('r1'));
    expect(draw('r1')).not.toEqual(draw('r2'));
    expect(draw('r1')).not.toEqual(draw('r1', { seed: 8 }));
  });

  it('should ask each pair once with model A left in half of them', () => {
    for (let i = 0; i < 50; i++) {
      const pairs = draw(`rater-${i}`).filter((question) => !isCheck(question));

      expect(new Set(pairs.map(({ pairId }) => pairId)).size).toBe(20);
      expect(pairs.filter(({ left }) => left === 'A')).toHaveLength(10);
      expect(pairs.every(({ left, right }) => left !== right)).toBe(true);
    }
  });

  it('should let the odd pair fall on either side', () => {
    const lefts = Array.from(
      { length: 40 },
      (_, i) => draw(`rater-${i}`, { pairsPerRater: 5, checks: 1 }).filter(({ left }) => left === 'A').length,
    );

    expect(new Set(lefts)).toEqual(new Set([2, 3]));
  });

  it('should spread the checks over the way and begin with none', () => {
    for (let i = 0; i < 50; i++) {
      const questions = draw(`rater-${i}`);
      const places = questions.flatMap((question, place) => (isCheck(question) ? [place] : []));

      expect(places).toHaveLength(3);
      expect(places[0]).toBeGreaterThanOrEqual(1);
      expect(places[0]).toBeLessThanOrEqual(7);
      expect(places[2]).toBeGreaterThanOrEqual(14);
    }
  });

  it('should ask about all pairs when there are fewer than a rater could see', () => {
    const questions = draw('r1', { pairIds: ['only'], checks: 2 });

    expect(questions.filter((question) => !isCheck(question))).toHaveLength(1);
    expect(questions.filter(isCheck)).toHaveLength(2);
    expect(isCheck(questions[0]!)).toBe(false);
  });

  it('should show every pair about equally often over many raters', () => {
    const counts = new Map<string, number>();
    for (let i = 0; i < 300; i++) {
      for (const question of draw(`rater-${i}`)) {
        if (!isCheck(question)) counts.set(question.pairId, (counts.get(question.pairId) ?? 0) + 1);
      }
    }

    // 300 × 20 ÷ 30 = 200 each, standard deviation 8.
    expect(Math.min(...counts.values())).toBeGreaterThan(160);
    expect(Math.max(...counts.values())).toBeLessThan(240);
  });
});
