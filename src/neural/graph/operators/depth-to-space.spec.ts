import { describe, expect, it } from 'vitest';
import { expectGradient } from '../../testing/check-gradient.js';
import { input } from '../tensor.js';
import { depthToSpace, spaceToDepth } from './depth-to-space.js';

describe('depthToSpace', () => {
  it('should have the gradient of central differences', () =>
    expectGradient((x) => depthToSpace(x, 2), [{ shape: [2, 8, 3, 1] }]));

  it('should refuse channels that do not fill blocks', () => {
    expect(() => depthToSpace(input('x', [1, 6, 2, 2]), 2)).toThrow(/DepthToSpace.*6 is no multiple of 2²/);
  });
});

describe('spaceToDepth', () => {
  it('should have the gradient of central differences', () =>
    expectGradient((x) => spaceToDepth(x, 3), [{ shape: [1, 2, 6, 3] }]));

  it('should refuse sides that do not fill blocks', () => {
    expect(() => spaceToDepth(input('x', [1, 1, 5, 4]), 2)).toThrow(/no multiples of 2/);
  });
});
