import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { DeviceProvider, DeviceTryOnOutcome } from '../api/shop-api.types.js';

/** One try-on as a device reports it. */
export interface DeviceTryOn {
  readonly garmentId: string;
  readonly outcome: DeviceTryOnOutcome;
  readonly provider: DeviceProvider;
  /** From asking to the picture, in milliseconds. */
  readonly durationMs: number;
}

/** The sums of one day. */
export interface DeviceTryOnDay {
  /** UTC, for example 2026-01-31. */
  readonly day: string;
  readonly completed: number;
  readonly lowConfidence: number;
  readonly webgpu: number;
  /** Mean duration, in milliseconds. */
  readonly meanMs: number;
}

/** Rows of `device_try_on_count`, which only ever grow by sums. Every statement names the channel. */
@Injectable()
export class DeviceTryOnRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** Adds one to the sums of today. */
  async count(channelId: string, { garmentId, outcome, provider, durationMs }: DeviceTryOn): Promise<void> {
    await this.database.query(
      `INSERT INTO device_try_on_count AS sums
         (channel_id, garment_id, day, outcome, provider, amount, total_ms)
       VALUES ($1, $2, (now() AT TIME ZONE 'UTC')::date, $3, $4, 1, $5)
       ON CONFLICT (channel_id, day, garment_id, outcome, provider)
       DO UPDATE SET amount = sums.amount + 1, total_ms = sums.total_ms + excluded.total_ms`,
      [channelId, garmentId, outcome, provider, durationMs],
    );
  }

  /** Sums of the last `days` days, today included; the newest first. */
  async byDay(channelId: string, days: number): Promise<DeviceTryOnDay[]> {
    return this.database.query<DeviceTryOnDay[]>(
      `SELECT device_try_on_count.day::text AS day,
         coalesce(sum(amount) FILTER (WHERE outcome = 'COMPLETED'), 0)::int AS completed,
         coalesce(sum(amount) FILTER (WHERE outcome = 'LOW_CONFIDENCE'), 0)::int AS "lowConfidence",
         coalesce(sum(amount) FILTER (WHERE provider = 'WEBGPU'), 0)::int AS webgpu,
         sum(total_ms) / sum(amount) AS "meanMs"
       FROM device_try_on_count
       WHERE channel_id = $1 AND day > (now() AT TIME ZONE 'UTC')::date - $2::int
       GROUP BY device_try_on_count.day ORDER BY 1 DESC`,
      [channelId, days],
    );
  }
}
