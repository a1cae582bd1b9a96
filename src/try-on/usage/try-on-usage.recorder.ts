import { Injectable } from '@nestjs/common';
import { Metrics } from '../../metrics/metrics.js';
import type { TryOn } from '../try-on.entity.js';
import type { TryOnOutcome } from '../try-on-outcome.js';
import type { CountedOutcome } from './try-on-count.entity.js';
import { TryOnTally } from './try-on-tally.js';

/** How a try-on can end that a job has run. */
export type EndedState = Extract<TryOn['state'], 'COMPLETED' | 'LOW_CONFIDENCE' | 'FAILED'>;

const ENDED: Readonly<Record<EndedState, CountedOutcome>> = {
  COMPLETED: 'COMPUTED',
  LOW_CONFIDENCE: 'WITHHELD',
  FAILED: 'FAILED',
};

/**
 * Notes what became of shoppers' try-ons, for the operator (metrics of the process) and for the merchant (sums of a day).
 * Results computed in advance are nobody's request and are not noted.
 */
@Injectable()
export class TryOnUsageRecorder {
  constructor(
    private readonly tally: TryOnTally,
    private readonly metrics: Metrics,
  ) {}

  /** A request was answered after `durationMs`. Asking again for one that still waits for its job is not a try-on more. */
  answered(channelId: string, outcome: TryOnOutcome, durationMs: number): void {
    this.metrics.countTryOn(outcome.kind, outcome.kind === 'COMPLETED' ? outcome.cacheState : 'NONE');
    if (outcome.kind !== 'QUEUED') this.tally.add(channelId, new Date(), countedAs(outcome), durationMs);
    else if (outcome.cacheState === 'MISS') this.tally.add(channelId, outcome.tryOn.createdAt, 'QUEUED', 0);
  }

  /** A request ended with an error that nobody expected, after `durationMs`. */
  broken(channelId: string, durationMs: number): void {
    this.metrics.countTryOn('INTERNAL', 'NONE');
    this.tally.add(channelId, new Date(), 'FAILED', durationMs);
  }

  /** A try-on that was counted as queued has ended just now: on the day of its request it becomes what it is. */
  ended({ channelId, createdAt }: TryOn, state: EndedState): void {
    this.tally.add(channelId, createdAt, 'QUEUED', 0, -1);
    this.tally.add(channelId, createdAt, ENDED[state], Date.now() - createdAt.getTime());
  }
}

function countedAs(outcome: Exclude<TryOnOutcome, { kind: 'QUEUED' }>): CountedOutcome {
  if (outcome.kind === 'COMPLETED') return outcome.cacheState === 'MISS' ? 'COMPUTED' : 'CACHED';
  if (outcome.kind === 'TRY_ON_LOW_CONFIDENCE') return 'WITHHELD';
  return outcome.kind === 'TRY_ON_FAILED' ? 'FAILED' : 'REFUSED';
}
