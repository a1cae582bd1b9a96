import { Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { GarmentService } from '../catalog/garment.service.js';
import { InferenceBusyError } from '../inference/inference-busy-error.js';
import { type JobContext, JobHandler } from '../jobs/job-handler.decorator.js';
import { PersonPhotoService } from '../persons/person-photo.service.js';
import type { TryOn } from './try-on.entity.js';
import { TryOnRepository } from './try-on.repository.js';
import { TryOnRunner } from './try-on.runner.js';
import { type EndedState, TryOnUsageRecorder } from './usage/try-on-usage.recorder.js';

declare module '../jobs/job-map.js' {
  interface JobMap {
    'try-on.run': { channelId: string; tryOnId: string };
  }
}

const RETRY_LIMIT = 2;

/** Try-ons that came when all workers were busy. */
@Injectable()
export class TryOnJob {
  constructor(
    private readonly repository: TryOnRepository,
    private readonly runner: TryOnRunner,
    private readonly garments: GarmentService,
    private readonly persons: PersonPhotoService,
    private readonly usage: TryOnUsageRecorder,
  ) {}

  @JobHandler('try-on.run', { concurrency: 1, retryLimit: RETRY_LIMIT, expireInSeconds: 120 })
  async run(
    { channelId, tryOnId }: { channelId: string; tryOnId: string },
    context: JobContext,
  ): Promise<void> {
    const row = await this.repository.find(channelId, tryOnId);
    if (
      !row ||
      !(await this.repository.advance(undefined, tryOnId, ['QUEUED', 'RUNNING'], { state: 'RUNNING' }))
    )
      return;
    try {
      const failureCode = await this.compute(row, context.signal);
      if (failureCode) await this.fail(row, failureCode);
    } catch (error) {
      if (context.attempt > RETRY_LIMIT) await this.fail(row, 'INTERNAL');
      throw error;
    }
  }

  /** Computes and stores; answers why it cannot. */
  private async compute(row: TryOn, signal: AbortSignal): Promise<string | undefined> {
    const { channelId, shopperId, outputFormat: format, outputQuality: quality, outputMaxSide } = row;
    const [person, garment] = await Promise.all([
      this.persons.findForTryOn({ channelId, shopperId: shopperId ?? undefined }, row.personPhotoId),
      this.garments.findReady(channelId, row.garmentId),
    ]);
    if (typeof person === 'string' || 'rejected' in person) return 'PERSON_PHOTO_NOT_FOUND';
    if (garment === 'NOT_FOUND' || 'status' in garment) return 'GARMENT_NOT_READY';
    const output = { format, quality, maxSide: outputMaxSide ?? undefined };
    const work = { channelId, person, garment, output, shopperId };
    for (;;) {
      try {
        const stored = await this.runner.run(work, row, signal);
        if (stored) this.usage.ended(row, stored.state as EndedState);
        return undefined;
      } catch (error) {
        if (!(error instanceof InferenceBusyError)) throw error;
        await sleep(error.retryAfterMs, undefined, { signal });
      }
    }
  }

  private async fail(row: TryOn, failureCode: string): Promise<void> {
    const change = { state: 'FAILED' as const, failureCode, completedAt: new Date() };
    const failed = await this.repository.advance(undefined, row.id, ['QUEUED', 'RUNNING'], change);
    if (failed) this.usage.ended(row, 'FAILED');
  }
}
