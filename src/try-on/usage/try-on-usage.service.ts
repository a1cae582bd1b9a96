import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../access/request-context.js';
import type { TryOnSums, TryOnUsage, TryOnWait } from '../../api/admin-api.types.js';
import { latencyQuantile } from './latency-buckets.js';
import type { CountedOutcome, TryOnCount } from './try-on-count.entity.js';
import { TryOnCountRepository } from './try-on-count.repository.js';
import { TryOnTally } from './try-on-tally.js';

type DayCount = Omit<TryOnCount, 'channelId'>;

/** What a merchant is told of the shop's try-ons: sums by day. */
@Injectable()
export class TryOnUsageService {
  constructor(
    private readonly counts: TryOnCountRepository,
    private readonly tally: TryOnTally,
  ) {}

  /**
   * What was asked for in the last `days` days, today included; the newest first. Up to date for this process; other
   * processes may be some seconds behind.
   */
  async usage({ channel }: RequestContext, days: number): Promise<TryOnUsage> {
    await this.tally.flush();
    const counts = await this.counts.ofLastDays(channel.id, days);
    const countedDays = [...new Set(counts.map(({ day }) => day))];
    return {
      total: sumsOf(counts),
      days: countedDays.map((day) => ({ day, sums: sumsOf(counts.filter((count) => count.day === day)) })),
    };
  }
}

function sumsOf(counts: readonly DayCount[]): TryOnSums {
  const of = (outcome: CountedOutcome): readonly DayCount[] =>
    counts.filter((count) => count.outcome === outcome);
  // Taking back can come to the database before what is taken back.
  const sum = (outcome: CountedOutcome): number =>
    Math.max(
      0,
      of(outcome).reduce((total, { amount }) => total + amount, 0),
    );
  const [computed, cached, withheld] = [sum('COMPUTED'), sum('CACHED'), sum('WITHHELD')];
  const [failed, queued, refused] = [sum('FAILED'), sum('QUEUED'), sum('REFUSED')];
  return {
    requested: computed + cached + withheld + failed + queued + refused,
    computed,
    cached,
    withheld,
    failed,
    queued,
    refused,
    computedWait: waitOf(of('COMPUTED')),
    cachedWait: waitOf(of('CACHED')),
  };
}

function waitOf(counts: readonly DayCount[]): TryOnWait | null {
  const buckets = new Map<number, number>();
  for (const { bucket, amount } of counts) buckets.set(bucket, amount + (buckets.get(bucket) ?? 0));
  const medianMs = latencyQuantile(buckets, 0.5);
  const p95Ms = latencyQuantile(buckets, 0.95);
  return medianMs === null || p95Ms === null ? null : { medianMs, p95Ms };
}
