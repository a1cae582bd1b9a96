import { describe, expect, it, vi } from 'vitest';
import { parseCron } from './cron-expression.js';
import type { RegisteredJob } from './job-registry.js';
import { JobSchedule } from './job-schedule.js';

const sweep: RegisteredJob = {
  name: 'sweep',
  options: { concurrency: 1, retryLimit: 0, retryDelaySeconds: 1, retryBackoff: false, expireInSeconds: 60 },
  isDue: parseCron('*/5 * * * *'),
  run: () => Promise.resolve(),
};

describe('JobSchedule', () => {
  it('should enqueue a job once a minute that is due, and wake the runner when it was the first', async () => {
    const add = vi.fn().mockResolvedValueOnce('id').mockResolvedValueOnce(null);
    const wake = vi.fn();
    const schedule = new JobSchedule([sweep], { add }, { event: vi.fn() }, wake);

    for (const minute of [4, 5, 5]) await schedule.enqueueDue(new Date(Date.UTC(2026, 0, 1, 0, minute)));

    expect(add).toHaveBeenCalledTimes(2);
    expect(add).toHaveBeenCalledWith('sweep', {}, { singletonKey: 'schedule', singletonSeconds: 60 });
    expect(wake).toHaveBeenCalledTimes(1);
  });

  it('should fire at each full minute and stop when told', async () => {
    vi.useFakeTimers({ now: Date.UTC(2026, 0, 1, 0, 4, 30) });
    const add = vi.fn().mockResolvedValue('id');
    const schedule = new JobSchedule([sweep], { add }, { event: vi.fn() }, vi.fn());

    schedule.start();
    await vi.advanceTimersByTimeAsync(29_000);
    const early = add.mock.calls.length;
    await vi.advanceTimersByTimeAsync(6 * 60_000);
    const after = add.mock.calls.length;
    schedule.stop();
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    vi.useRealTimers();

    expect([early, after, add.mock.calls.length]).toEqual([0, 2, 2]);
  });

  it('should only log the kind of an error when the database is away', async () => {
    const event = vi.fn();
    const add = vi.fn().mockRejectedValue(new TypeError('secret'));

    await new JobSchedule([sweep], { add }, { event }, vi.fn()).enqueueDue(new Date(Date.UTC(2026, 0, 1)));

    expect(event).toHaveBeenCalledWith('warn', expect.any(String), { job: 'sweep', error: 'TypeError' });
  });
});
