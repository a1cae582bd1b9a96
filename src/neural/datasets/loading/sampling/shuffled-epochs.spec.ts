import { describe, expect, it } from 'vitest';
import { ShuffledEpochs } from './shuffled-epochs.js';

const LENGTH = 50;

function epoch(order: ShuffledEpochs, number: number): number[] {
  return Array.from({ length: LENGTH }, (_, i) => order.at(number * LENGTH + i));
}

describe('ShuffledEpochs', () => {
  it('should visit every item once in each pass, in different orders', () => {
    const order = new ShuffledEpochs(LENGTH, 1);
    const all = Array.from({ length: LENGTH }, (_, i) => i);

    const [first, second] = [epoch(order, 0), epoch(order, 1)];

    expect(first.toSorted((a, b) => a - b)).toEqual(all);
    expect(second.toSorted((a, b) => a - b)).toEqual(all);
    expect(second).not.toEqual(first);
    expect(first).not.toEqual(all);
  });

  it('should answer the same when it is asked from the middle', () => {
    const [before, resumed] = [new ShuffledEpochs(LENGTH, 1), new ShuffledEpochs(LENGTH, 1)];
    epoch(before, 0);
    epoch(before, 2);

    expect(resumed.at(5 * LENGTH + 7)).toBe(before.at(5 * LENGTH + 7));
    expect(epoch(before, 0)).toEqual(epoch(resumed, 0));
  });

  it('should answer another order when the seed is another', () => {
    expect(epoch(new ShuffledEpochs(LENGTH, 2), 0)).not.toEqual(epoch(new ShuffledEpochs(LENGTH, 1), 0));
  });
});
