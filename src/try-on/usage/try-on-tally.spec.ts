import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Logger } from '../../logging/logger.js';
import type { TryOnCount } from './try-on-count.entity.js';
import type { TryOnCountRepository } from './try-on-count.repository.js';
import { TryOnTally } from './try-on-tally.js';

const TODAY = new Date('2026-01-31T23:59:59Z');
const COMPUTED = { channelId: 'shop', day: '2026-01-31', outcome: 'COMPUTED', bucket: 53 } as const;

describe('TryOnTally', () => {
  const add = vi.fn<(counts: readonly TryOnCount[]) => Promise<void>>();
  const event = vi.fn();
  let tally: TryOnTally;

  beforeEach(() => {
    vi.useFakeTimers();
    add.mockReset().mockResolvedValue(undefined);
    event.mockReset();
    tally = new TryOnTally({ add } as unknown as TryOnCountRepository, { event } as unknown as Logger);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const count = (amount = 1) => tally.add('shop', TODAY, 'COMPUTED', 100, amount);

  it('should write many counts as one sum some seconds after the first', async () => {
    count();
    await vi.advanceTimersByTimeAsync(4_000);
    count();
    expect(add).not.toHaveBeenCalled();

    await vi.advanceTimersByTimeAsync(2_000);

    expect(add.mock.calls).toEqual([[[{ ...COMPUTED, amount: 2 }]]]);
  });

  it('should write nothing when nothing was counted', async () => {
    await tally.flush();
    await vi.advanceTimersByTimeAsync(60_000);

    expect(add).not.toHaveBeenCalled();
  });

  it('should keep shops, days, outcomes and durations apart', async () => {
    count();
    tally.add('other', TODAY, 'COMPUTED', 100);
    tally.add('shop', new Date('2026-02-01T00:00:00Z'), 'COMPUTED', 100);
    tally.add('shop', TODAY, 'CACHED', 100);
    tally.add('shop', TODAY, 'COMPUTED', 200);

    await tally.flush();

    expect(add.mock.calls[0]?.[0]).toHaveLength(5);
  });

  it('should write counts with later ones when the database has refused them', async () => {
    add.mockRejectedValueOnce(new Error('down'));
    count();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(event).toHaveBeenCalledWith('warn', 'usage counts could not be written', expect.anything());
    count();

    await vi.advanceTimersByTimeAsync(5_000);

    expect(add.mock.lastCall).toEqual([[{ ...COMPUTED, amount: 2 }]]);
  });

  it('should tell who asks for a flush that the database has refused it', async () => {
    add.mockRejectedValueOnce(new Error('down'));
    count();

    await expect(tally.flush()).rejects.toThrow('down');
  });

  it('should count what comes while it writes only once', async () => {
    let finish = (): void => undefined;
    add.mockImplementationOnce(() => new Promise((resolve) => (finish = resolve)));
    count();
    const first = tally.flush();
    await vi.advanceTimersByTimeAsync(0);
    count();
    const second = tally.flush();
    finish();

    await Promise.all([first, second]);

    expect(add.mock.calls.map(([counts]) => counts[0]?.amount)).toEqual([1, 1]);
  });

  it('should write what is left at shutdown', async () => {
    count();

    await tally.beforeApplicationShutdown();

    expect(add).toHaveBeenCalledOnce();
  });
});
