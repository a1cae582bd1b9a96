import { describe, expect, it } from 'vitest';
import { compareItems, compareWithin } from './compare-items.js';

const item = (id: string, ssim: number, l1: number) => ({ id, figures: { ssim, l1, unchangedL1: 1 } });

describe('compareItems', () => {
  it('should pair items by id and pass over those of one run only', () => {
    const first = [item('a', 0.8, 0.1), item('b', 0.7, 0.2), item('c', 0.1, 0.9)];
    const second = [item('b', 0.6, 0.3), item('a', 0.5, 0.4)];

    const [ssim, l1] = compareItems(first, second);

    expect(ssim).toMatchObject({ metric: 'ssim', count: 2, winShare: 1 });
    expect(ssim!.difference).toBeCloseTo(0.2, 12);
    expect(ssim!.model).toBeCloseTo(0.75, 12);
    expect(l1).toMatchObject({ metric: 'l1', winShare: 1 });
    expect(l1!.difference).toBeCloseTo(-0.2, 12);
  });

  it('should leave out figures of which neither direction is better', () => {
    const compared = compareItems([item('a', 1, 0)], [item('a', 1, 0)]);

    expect(compared.map(({ metric }) => metric)).toEqual(['ssim', 'l1']);
  });

  it('should give null where there are too few items to tell', () => {
    const [ssim] = compareItems([item('a', 1, 0)], [item('a', 0.5, 0)]);

    expect(ssim).toMatchObject({ low: null, high: null, effectSize: null });
  });

  it('should compare the two models of one run', () => {
    const items = [
      { ...item('a', 0.8, 0.1), against: { ssim: 0.6 } },
      { id: 'b', problem: 'missing' },
    ];

    const compared = compareWithin(items);

    expect(compared).toHaveLength(1);
    expect(compared[0]).toMatchObject({ metric: 'ssim', count: 1, model: 0.8, against: 0.6 });
  });
});
