import { describe, expect, it } from 'vitest';
import { deviceSums, serverShares, usageDays } from './usage-days.js';
import type { ServerSums } from './usage-query.js';

const NONE: ServerSums = {
  requested: 0,
  computed: 0,
  cached: 0,
  withheld: 0,
  failed: 0,
  queued: 0,
  refused: 0,
  computedWait: null,
  cachedWait: null,
};
const device = (day: string, completed: number, lowConfidence: number, meanMs: number) => ({
  day,
  completed,
  lowConfidence,
  webgpu: 1,
  meanMs,
});

describe('usageDays', () => {
  it('should have every day of the period up to today, the oldest first', () => {
    const sums = { ...NONE, requested: 3 };
    const answer = {
      tryOnUsage: { total: sums, days: [{ day: '2026-03-01', sums }] },
      deviceTryOnUsage: [device('2026-02-28', 2, 0, 100)],
    };

    const days = usageDays(answer, 3, new Date('2026-03-01T00:00:01Z'));

    expect(days.map(({ day }) => day)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
    expect(days.map(({ server }) => server?.requested)).toEqual([undefined, undefined, 3]);
    expect(days.map(({ devices }) => devices?.completed)).toEqual([undefined, 2, undefined]);
  });
});

describe('deviceSums', () => {
  it('should weigh each try-on alike in the mean', () => {
    expect(deviceSums([device('a', 3, 0, 100), device('b', 0, 1, 500)])).toEqual({
      completed: 3,
      lowConfidence: 1,
      webgpu: 2,
      meanMs: 200,
    });
  });

  it('should have no mean when nothing was reported', () => {
    expect(deviceSums([]).meanMs).toBeNull();
  });
});

describe('serverShares', () => {
  it('should be the cached among the shown and the withheld among all results', () => {
    expect(serverShares({ ...NONE, computed: 1, cached: 3, withheld: 4 })).toEqual({
      cached: 0.75,
      withheld: 0.5,
    });
  });

  it('should be unknown when there are no results', () => {
    expect(serverShares({ ...NONE, refused: 2 })).toEqual({ cached: null, withheld: null });
  });
});
