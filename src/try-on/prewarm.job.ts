import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { setTimeout as sleep } from 'node:timers/promises';
import { In, Repository } from 'typeorm';
import { GarmentService } from '../catalog/garment.service.js';
import { InferenceBusyError } from '../inference/inference-busy-error.js';
import { INFERENCE_PROVIDER, type InferenceProvider } from '../inference/inference-provider.js';
import { type JobContext, JobHandler } from '../jobs/job-handler.decorator.js';
import { PersonPhotoService } from '../persons/person-photo.service.js';
import { Prewarm } from './prewarm.entity.js';
import { DEFAULT_OUTPUT } from './try-on-key.js';
import { TryOnRepository } from './try-on.repository.js';
import { TryOnRunner } from './try-on.runner.js';

declare module '../jobs/job-map.js' {
  interface JobMap {
    'try-on.prewarm': { channelId: string; prewarmId: string };
  }
}

/** How often a pre-warming looks whether shoppers have left the workers free. */
const YIELD_MS = 25;

type PairOutcome = 'computed' | 'alreadyCached' | 'lowConfidence' | 'failed';

/** Computes garments × sample people while no shopper waits. */
@Injectable()
export class PrewarmJob {
  constructor(
    @InjectRepository(Prewarm) private readonly prewarms: Repository<Prewarm>,
    private readonly repository: TryOnRepository,
    private readonly runner: TryOnRunner,
    private readonly garments: GarmentService,
    private readonly persons: PersonPhotoService,
    @Inject(INFERENCE_PROVIDER) private readonly inference: InferenceProvider,
  ) {}

  @JobHandler('try-on.prewarm', { concurrency: 1, retryLimit: 5, expireInSeconds: 86_000 })
  async run(
    { prewarmId: id }: { channelId: string; prewarmId: string },
    { signal }: JobContext,
  ): Promise<void> {
    await this.prewarms.update({ id, state: In(['QUEUED', 'RUNNING']) }, { state: 'RUNNING' });
    for (;;) {
      signal.throwIfAborted();
      const prewarm = await this.prewarms.findOneBy({ id, state: 'RUNNING' });
      if (!prewarm) return;
      const end = endOf(prewarm);
      if (end) {
        await this.prewarms.update({ id, state: 'RUNNING' }, { state: end, finishedAt: new Date() });
        return;
      }
      const startedAt = performance.now();
      const outcome = await this.runPair(prewarm, signal);
      const seconds = outcome === 'alreadyCached' ? 0 : (performance.now() - startedAt) / 1000;
      await this.prewarms.update(
        { id },
        {
          nextPair: prewarm.nextPair + 1,
          [outcome]: prewarm[outcome] + 1,
          computeSeconds: prewarm.computeSeconds + seconds,
        },
      );
    }
  }

  private async runPair(prewarm: Prewarm, signal: AbortSignal): Promise<PairOutcome> {
    const { channelId, garmentIds, personPhotoIds, nextPair } = prewarm;
    const garmentId = garmentIds[Math.floor(nextPair / personPhotoIds.length)] ?? '';
    const personId = personPhotoIds[nextPair % personPhotoIds.length] ?? '';
    const [person, garment] = await Promise.all([
      this.persons.findForTryOn({ channelId }, personId),
      this.garments.findReady(channelId, garmentId),
    ]);
    if (typeof person === 'string' || 'rejected' in person) return 'failed';
    if (garment === 'NOT_FOUND' || 'status' in garment) return 'failed';
    const work = { channelId, person, garment, output: DEFAULT_OUTPUT, shopperId: null };
    const known = await this.repository.findByKey(channelId, this.runner.keyOf(work));
    if (known) return 'alreadyCached';
    for (;;) {
      while (this.inference.queueDepth() > 0) await sleep(YIELD_MS, undefined, { signal });
      try {
        const row = await this.runner.run(work, undefined, signal);
        if (row?.state === 'LOW_CONFIDENCE') return 'lowConfidence';
        return row?.state === 'COMPLETED' ? 'computed' : 'failed';
      } catch (error) {
        if (!(error instanceof InferenceBusyError)) throw error;
        await sleep(error.retryAfterMs, undefined, { signal });
      }
    }
  }
}

/** How the pre-warming ends now, or undefined when there is more to do. */
function endOf(prewarm: Prewarm): 'COMPLETED' | 'BUDGET_REACHED' | undefined {
  if (prewarm.nextPair >= prewarm.total) return 'COMPLETED';
  const spent = prewarm.computed + prewarm.lowConfidence + prewarm.failed;
  const over = spent >= prewarm.maxTryOns || prewarm.computeSeconds >= prewarm.maxSeconds;
  return over ? 'BUDGET_REACHED' : undefined;
}
