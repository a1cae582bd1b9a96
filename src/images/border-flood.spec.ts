import { describe, expect, it } from 'vitest';
import { COST_STEPS_PER_LEVEL, floodCosts } from './border-flood.js';

const levels = (costs: Uint8Array): number[] => Array.from(costs, (cost) => cost / COST_STEPS_PER_LEVEL);

describe('floodCosts', () => {
  it('should take the lowest of the passes into an enclosure', () => {
    const barriers = Float32Array.from([
      0, 0, 0, 0, 0, 0, 9, 9, 9, 0, 0, 9, 1, 4, 0, 0, 9, 9, 9, 0, 0, 0, 0, 0, 0,
    ]);
    const costs = levels(floodCosts(barriers, 5, 5));
    expect(costs[2 * 5 + 2]).toBe(4);
    expect(costs[2 * 5 + 3]).toBe(4);
    expect(costs[1 * 5 + 1]).toBe(9);
    expect(costs[0]).toBe(0);
  });

  it('should not pass between pixels that touch at a corner only', () => {
    const barriers = Float32Array.from([0, 7, 0, 7, 1, 7, 0, 7, 0]);
    expect(levels(floodCosts(barriers, 3, 3))[4]).toBe(7);
  });

  it('should agree with a repeated relaxation on random barriers', () => {
    const [width, height] = [23, 17];
    const barriers = Float32Array.from({ length: width * height }, (_, i) => ((i * 7919) % 101) / 4);
    const expected = relax(barriers, width, height);
    expect(levels(floodCosts(barriers, width, height))).toEqual(expected);
  });

  it('should saturate where a barrier cannot be passed', () => {
    const barriers = new Float32Array(9).fill(Infinity);
    expect([...floodCosts(barriers, 3, 3)]).toEqual(new Array(9).fill(255));
  });
});

function relax(barriers: Float32Array, width: number, height: number): number[] {
  const costs = Array.from(barriers, (barrier, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return x === 0 || y === 0 || x === width - 1 || y === height - 1 ? barrier : Infinity;
  });
  for (let changed = true; changed;) {
    changed = false;
    for (let i = 0; i < costs.length; i++) {
      const x = i % width;
      const sides = [i - width, i + width, x > 0 ? i - 1 : -1, x < width - 1 ? i + 1 : -1];
      for (const side of sides) {
        const reached = Math.max(costs[side] ?? Infinity, barriers[i]!);
        if (reached < costs[i]!) {
          costs[i] = reached;
          changed = true;
        }
      }
    }
  }
  return costs;
}
