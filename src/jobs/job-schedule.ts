import type { Logger } from '../logging/logger.js';
import type { RegisteredJob } from './job-registry.js';
import type { JobStore } from './job-store.js';

const MINUTE_MS = 60_000;

/** Enqueues scheduled jobs when their minute comes; of several processes that do, the first of a minute succeeds. */
export class JobSchedule {
  private timer?: NodeJS.Timeout;
  private readonly scheduled: readonly RegisteredJob[];

  constructor(
    jobs: Iterable<RegisteredJob>,
    private readonly store: Pick<JobStore, 'add'>,
    private readonly logger: Pick<Logger, 'event'>,
    private readonly onAdded: () => void,
  ) {
    this.scheduled = [...jobs].filter(({ isDue }) => isDue !== undefined);
  }

  /** Waits for the next full minute, and so on. */
  start(): void {
    if (this.scheduled.length === 0) return;
    const wait = MINUTE_MS - (Date.now() % MINUTE_MS);
    this.timer = setTimeout(() => {
      // A timer may fire a moment early; the half minute makes it the minute that was meant.
      const minute = new Date(Date.now() + MINUTE_MS / 2);
      minute.setUTCSeconds(0, 0);
      void this.enqueueDue(minute);
      this.start();
    }, wait);
    this.timer.unref();
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  /** Enqueues the jobs of this minute. */
  async enqueueDue(minute: Date): Promise<void> {
    for (const { name, isDue } of this.scheduled) {
      if (!isDue?.(minute)) continue;
      try {
        const id = await this.store.add(name, {}, { singletonKey: 'schedule', singletonSeconds: 60 });
        if (id) this.onAdded();
      } catch (error) {
        const kind = error instanceof Error ? error.name : typeof error;
        this.logger.event('warn', 'could not enqueue a scheduled job', { job: name, error: kind });
      }
    }
  }
}
