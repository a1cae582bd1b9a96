import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * What became of a request. `COMPUTED`: shown, computed for it. `CACHED`: shown, known before or computed for an equal
 * request at the same time. `QUEUED`: left to a job that has not ended. `REFUSED`: not begun, for example without consent
 * or beyond the quota.
 */
export type CountedOutcome = 'COMPUTED' | 'CACHED' | 'WITHHELD' | 'FAILED' | 'QUEUED' | 'REFUSED';

/** How many of a shop's try-ons ended so on one day and took so long. Nothing here tells of a single one. */
@Entity('try_on_count')
export class TryOnCount {
  @PrimaryColumn('uuid')
  channelId!: string;

  /** UTC, for example 2026-01-31. */
  @PrimaryColumn('date')
  day!: string;

  @PrimaryColumn('text')
  outcome!: CountedOutcome;

  /** How long they took; see `bucketOf`. */
  @PrimaryColumn('smallint')
  bucket!: number;

  @Column('integer')
  amount!: number;
}
