import { describe, expect, it } from 'vitest';
import type { TrainingPair } from '../../training-pair.js';
import { patternPair } from '../testing/pattern-pair.js';
import { decodeAhead } from './decode-ahead.js';

describe('decodeAhead', () => {
  it('should keep the order and decode several at once when some take longer', async () => {
    let inWork = 0;
    let most = 0;
    const decode = async (number: number): Promise<TrainingPair> => {
      most = Math.max(most, ++inWork);
      await new Promise((resolve) => setTimeout(resolve, number % 3 === 0 ? 10 : 1));
      inWork--;
      return patternPair(number);
    };

    const ids: string[] = [];
    for await (const { id } of decodeAhead([0, 1, 2, 3, 4, 5, 6], decode, 3)) ids.push(id);

    expect(ids).toEqual([0, 1, 2, 3, 4, 5, 6].map((number) => `pair-${number}`));
    expect(most).toBe(3);
  });

  it('should end with the error of an item when its turn comes', async () => {
    const decode = (number: number): Promise<TrainingPair> =>
      number === 2 ? Promise.reject(new Error('broken picture')) : Promise.resolve(patternPair(number));

    const ids: string[] = [];
    const iterate = async (): Promise<void> => {
      for await (const { id } of decodeAhead([0, 1, 2, 3], decode, 4)) ids.push(id);
    };

    await expect(iterate()).rejects.toThrow('broken picture');
    expect(ids).toEqual(['pair-0', 'pair-1']);
  });
});
