import { Injectable } from '@nestjs/common';
import type { RequestContext, ShopperContext } from '../access/request-context.js';
import { GarmentService } from '../catalog/garment.service.js';
import { Metrics } from '../metrics/metrics.js';
import { type DeviceTryOn, type DeviceTryOnDay, DeviceTryOnRepository } from './device-try-on.repository.js';

/** What becomes of a report. */
export type ReportOutcome = 'REPORTED' | 'GARMENT_NOT_FOUND' | 'DEVICE_MODE_OFF';

/** Try-ons that shoppers' devices say they have computed: counted, and otherwise forgotten. */
@Injectable()
export class DeviceTryOnService {
  constructor(
    private readonly counts: DeviceTryOnRepository,
    private readonly garments: GarmentService,
    private readonly metrics: Metrics,
  ) {}

  /** Counts one try-on of a garment that can be tried on. */
  async report(ctx: ShopperContext, tryOn: DeviceTryOn): Promise<ReportOutcome> {
    if (ctx.channel.tryOnMode === 'SERVER') return 'DEVICE_MODE_OFF';
    const garment = await this.garments.findReady(ctx.channel.id, tryOn.garmentId);
    if (typeof garment === 'string' || 'status' in garment) return 'GARMENT_NOT_FOUND';
    await this.counts.count(ctx.channel.id, tryOn);
    this.metrics.countDeviceTryOn(tryOn.outcome, tryOn.provider);
    return 'REPORTED';
  }

  /** What was reported in the last `days` days, today included; the newest first. */
  usage({ channel }: RequestContext, days: number): Promise<DeviceTryOnDay[]> {
    return this.counts.byDay(channel.id, days);
  }
}
