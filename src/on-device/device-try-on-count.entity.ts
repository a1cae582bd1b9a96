import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DeviceProvider, DeviceTryOnOutcome } from '../api/shop-api.types.js';

/** How many try-ons of one garment devices have reported on one day. Nothing here tells of a single one. */
@Entity('device_try_on_count')
export class DeviceTryOnCount {
  @PrimaryColumn('uuid')
  channelId!: string;

  @PrimaryColumn('uuid')
  garmentId!: string;

  /** UTC, for example 2026-01-31. */
  @PrimaryColumn('date')
  day!: string;

  @PrimaryColumn('text')
  outcome!: DeviceTryOnOutcome;

  @PrimaryColumn('text')
  provider!: DeviceProvider;

  @Column('integer')
  amount!: number;

  /** Sum of the reported durations, in milliseconds. */
  @Column('double precision')
  totalMs!: number;
}
