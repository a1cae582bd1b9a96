import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { describeError } from '../../logging/describe-error.js';
import { Logger } from '../../logging/logger.js';
import { bucketOf } from './latency-buckets.js';
import type { CountedOutcome, TryOnCount } from './try-on-count.entity.js';
import { TryOnCountRepository } from './try-on-count.repository.js';

/** For how long a count may wait in memory: what a killed process loses at most. */
const FLUSH_MS = 5_000;

/**
 * Counts try-ons in memory and adds them to the database together, so that no request waits for it. Several processes
 * have each their own; their counts add up. At shutdown everything is written; a process that is killed loses what it
 * counted in its last five seconds.
 */
@Injectable()
export class TryOnTally implements BeforeApplicationShutdown {
  private counts = new Map<string, TryOnCount>();
  private timer?: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly repository: TryOnCountRepository,
    private readonly logger: Logger,
  ) {}

  /**
   * Counts try-ons of a channel.
   *
   * @param on the day that they belong to
   * @param durationMs what each of them took
   * @param amount how many; negative to take back
   */
  add(channelId: string, on: Date, outcome: CountedOutcome, durationMs: number, amount = 1): void {
    const count = {
      channelId,
      day: on.toISOString().slice(0, 10),
      outcome,
      bucket: bucketOf(durationMs),
      amount,
    };
    this.merge(count);
    this.timer ??= setTimeout(() => void this.flushInTime(), FLUSH_MS).unref();
  }

  /**
   * Writes what was counted so far.
   *
   * @throws when the database refuses; the counts are kept and written with the next ones
   */
  flush(): Promise<void> {
    const written = this.writing.then(() => this.write());
    this.writing = written.catch(() => undefined);
    return written;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.flushInTime();
    clearTimeout(this.timer);
  }

  private merge(count: TryOnCount): void {
    const { channelId, day, outcome, bucket, amount } = count;
    const key = `${channelId} ${day} ${outcome} ${bucket}`;
    this.counts.set(key, { ...count, amount: amount + (this.counts.get(key)?.amount ?? 0) });
  }

  private async write(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.counts.size === 0) return;
    const counts = [...this.counts.values()];
    this.counts = new Map();
    try {
      await this.repository.add(counts);
    } catch (error) {
      for (const count of counts) this.merge(count);
      this.timer ??= setTimeout(() => void this.flushInTime(), FLUSH_MS).unref();
      throw error;
    }
  }

  private async flushInTime(): Promise<void> {
    try {
      await this.flush();
    } catch (error) {
      this.logger.event('warn', 'usage counts could not be written', describeError(error));
    }
  }
}
