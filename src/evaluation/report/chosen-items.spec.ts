import { describe, expect, it } from 'vitest';
import { chooseItems } from './chosen-items.js';

const items = (values: readonly number[]) => values.map((ssim, i) => ({ id: `${i}`, figures: { ssim } }));

describe('chooseItems', () => {
  it('should show the worst, median and best twelve', () => {
    const values = Array.from({ length: 100 }, (_, i) => (i * 37) % 100);

    const chosen = chooseItems(items(values));

    expect(chosen.map(({ title, indexes }) => [title, indexes.map((i) => values[i])])).toEqual([
      ['Worst', Array.from({ length: 12 }, (_, i) => i)],
      ['Median', Array.from({ length: 12 }, (_, i) => 44 + i)],
      ['Best', Array.from({ length: 12 }, (_, i) => 99 - i)],
    ]);
  });

  it.each([1, 2, 3, 5, 20])('should show none twice when there are %d', (count) => {
    const chosen = chooseItems(items(Array.from({ length: count }, (_, i) => i)));

    const shown = chosen.flatMap(({ indexes }) => indexes);
    expect(new Set(shown).size).toBe(shown.length);
    expect(shown.length).toBeGreaterThan(count / 2);
  });

  it('should spread over all that were measured when none has the figure', () => {
    const [some] = chooseItems([
      { id: 'a', figures: {} },
      { id: 'b', problem: 'missing' },
      { id: 'c', figures: {} },
    ]);

    expect(some!.indexes).toEqual([0, 2]);
  });
});
