import { describe, expect, it } from 'vitest';
import { mixWeights } from './mix-weights.js';

const set = (values: Record<string, number[]>) =>
  new Map(Object.entries(values).map(([name, list]) => [name, Float32Array.from(list)]));

describe('mixWeights', () => {
  it('should lie between the two sets by the share of the other', () => {
    const mixed = mixWeights(set({ a: [0, 4], b: [1] }), set({ b: [5], a: [8, 0] }), 0.25);

    expect(mixed).toEqual(set({ a: [2, 3], b: [2] }));
  });

  it('should leave weights as they are that the other set has not', () => {
    expect(mixWeights(set({ a: [1], b: [1] }), set({ a: [3] }), 0.5)).toEqual(set({ a: [2], b: [1] }));
  });

  it('should refuse weights of another size', () => {
    expect(() => mixWeights(set({ a: [1] }), set({ a: [1, 2] }), 0.5)).toThrow(TypeError);
  });
});
