import { describe, expect, it } from 'vitest';
import { intersectionOverUnion } from './mask-overlap.js';

describe('intersectionOverUnion', () => {
  it('should be the share of the union that both cover when masks overlap', () => {
    expect(intersectionOverUnion([1, 1, 1, 0, 0], [0, 1, 1, 1, 0])).toBe(2 / 4);
    expect(intersectionOverUnion([1, 0], [0, 1])).toBe(0);
  });

  it('should set a mask where it is above one half when it is soft', () => {
    expect(intersectionOverUnion([0.51, 0.5, 0.49], [1, 1, 0])).toBe(1 / 2);
  });

  it('should be 1 when both are empty', () => {
    expect(intersectionOverUnion([0, 0], [0, 0])).toBe(1);
  });
});
