import { describe, expect, it } from 'vitest';
import { SanityGuard } from './sanity-guard.js';

const LIMITS = { flowOffset: 0.5, lossFactor: 10, patience: 3, early: 4 };

/** The first reason, and after how many steps it came. */
function stopped(guard: SanityGuard, losses: readonly number[]): { after: number; reason: string } | null {
  for (const [i, loss] of losses.entries()) {
    const reason = guard.check({ loss, gradient_norm: 1, flow_offset: 0.1 });
    if (reason !== undefined) return { after: i + 1, reason };
  }
  return null;
}

describe('SanityGuard', () => {
  it('should let a run go on when losses fall or rise for a moment', () => {
    expect(stopped(new SanityGuard(LIMITS), [4, 3, 2, 3, 1, 100, 100, 1, 100, 100, 2])).toBeNull();
  });

  it.each([
    ['loss', { loss: NaN, gradient_norm: 1 }],
    ['gradient_norm', { loss: 1, gradient_norm: Infinity }],
    ['warp', { loss: 1, warp: -Infinity }],
  ])('should stop at once and name %s when it is no finite number', (name, metrics) => {
    expect(new SanityGuard(LIMITS).check(metrics as Record<string, number>)).toMatch(`${name} is`);
  });

  it('should stop at once when the flow explodes', () => {
    const reason = new SanityGuard(LIMITS).check({ loss: 1, flow_offset: 0.51 });

    expect(reason).toBe(
      'the flow explodes: its mean offset is 0.510 pixels, the limit 0.5; lower the learning rate or leave smoothness on',
    );
  });

  it('should stop when the loss stays above ten times its early median', () => {
    const { after, reason } = stopped(new SanityGuard(LIMITS), [1, 2, 3, 90, 26, 26, 26]) ?? {};

    expect(after).toBe(7);
    expect(reason).toContain('above 10 times its early median of 2.50 for 3 steps');
  });

  it('should judge as if it had never stopped when it goes on from its state', () => {
    const first = new SanityGuard(LIMITS);
    stopped(first, [1, 2, 3, 90, 26, 26]);

    const resumed = new SanityGuard(LIMITS, first.state());

    expect(stopped(resumed, [26])?.after).toBe(1);
  });
});
