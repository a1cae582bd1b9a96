import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { TryOnCount } from './try-on-count.entity.js';

/** Rows of `try_on_count`, which only ever change by sums, so that those of several processes add up. */
@Injectable()
export class TryOnCountRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /**
   * Adds the amounts to the sums, all or none of them. Those of a channel that is gone are dropped. Rows are taken in one
   * order, so that processes that write at the same time wait for each other instead of blocking each other.
   */
  async add(counts: readonly TryOnCount[]): Promise<void> {
    await this.database.query(
      `INSERT INTO try_on_count AS sums (channel_id, day, outcome, bucket, amount)
       SELECT added.* FROM unnest($1::uuid[], $2::date[], $3::text[], $4::smallint[], $5::integer[])
         AS added (channel_id, day, outcome, bucket, amount)
       JOIN channel ON channel.id = added.channel_id
       ORDER BY added.channel_id, added.day, added.outcome, added.bucket
       ON CONFLICT (channel_id, day, outcome, bucket) DO UPDATE SET amount = sums.amount + excluded.amount`,
      [
        counts.map(({ channelId }) => channelId),
        counts.map(({ day }) => day),
        counts.map(({ outcome }) => outcome),
        counts.map(({ bucket }) => bucket),
        counts.map(({ amount }) => amount),
      ],
    );
  }

  /** Sums of the channel's last `days` days, today included; the newest day first. */
  async ofLastDays(channelId: string, days: number): Promise<Omit<TryOnCount, 'channelId'>[]> {
    return this.database.query(
      `SELECT day::text AS day, outcome, bucket::int AS bucket, amount FROM try_on_count
       WHERE channel_id = $1 AND day > (now() AT TIME ZONE 'UTC')::date - $2::int
       ORDER BY try_on_count.day DESC, outcome, bucket`,
      [channelId, days],
    );
  }
}
