import { Injectable } from '@nestjs/common';
import { type JobContext, JobHandler } from '../jobs/job-handler.decorator.js';
import { GarmentPreparationService } from './garment-preparation.service.js';

declare module '../jobs/job-map.js' {
  interface JobMap {
    'garment.prepare': { channelId: string; garmentId: string };
    'garment.encode-features': { channelId: string; garmentId: string };
  }
}

const RETRY_LIMIT = 2;

/** Work on garments' pictures, away from requests. */
@Injectable()
export class GarmentJob {
  constructor(private readonly preparation: GarmentPreparationService) {}

  @JobHandler('garment.prepare', { concurrency: 1, retryLimit: RETRY_LIMIT, expireInSeconds: 120 })
  async prepare(
    { channelId, garmentId }: { channelId: string; garmentId: string },
    { attempt }: Pick<JobContext, 'attempt'>,
  ): Promise<void> {
    try {
      await this.preparation.run(channelId, garmentId);
    } catch (error) {
      if (attempt > RETRY_LIMIT) await this.preparation.giveUp(channelId, garmentId);
      throw error;
    }
  }

  @JobHandler('garment.encode-features', { concurrency: 1, retryLimit: 2, expireInSeconds: 120 })
  async encodeFeatures({ channelId, garmentId }: { channelId: string; garmentId: string }): Promise<void> {
    await this.preparation.encodeFeatures(channelId, garmentId);
  }
}
