import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../config/config.js';
import { ScheduledJob } from '../jobs/job-handler.decorator.js';
import { Logger } from '../logging/logger.js';
import { ExpiringRegistry } from './expiring.js';
import { OrphanSweep } from './orphan-sweep.js';

/** What one sweep did. */
export interface SweepReport {
  /** Deleted by what registered as `Expiring`, by its name. */
  readonly expired: Readonly<Record<string, number>>;
  /** Files that belonged to nobody; undefined when it was not yet time to look for them again. */
  readonly orphans?: number;
  /** Parts of the sweep that failed; the next one tries them again. */
  readonly failed: number;
}

/**
 * Ends what has expired, every minute and when the process starts. Looking for files without rows reads the whole store,
 * so that happens at start and then once in `SWEEP_GRACE_SECONDS`. Logs counts only.
 */
@Injectable()
export class SweepService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private running: Promise<SweepReport> | undefined;
  private orphansDueAt = 0;

  constructor(
    private readonly config: Config,
    private readonly expiring: ExpiringRegistry,
    private readonly orphans: OrphanSweep,
    private readonly logger: Logger,
  ) {}

  /** Starts a sweep and does not wait for it: reads leave out what has expired anyway. */
  onApplicationBootstrap(): void {
    void this.sweep();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.running;
  }

  @ScheduledJob('sweep', '* * * * *', { retryLimit: 0, expireInSeconds: 3_600 })
  async sweepEveryMinute(): Promise<void> {
    await this.sweep();
  }

  /** One sweep; joins the one that runs in this process already. Never rejects. */
  sweep(): Promise<SweepReport> {
    this.running ??= this.run().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async run(): Promise<SweepReport> {
    const now = new Date();
    const expired: Record<string, number> = {};
    let failed = 0;
    const attempt = async (name: string, work: () => Promise<number>): Promise<number | undefined> => {
      try {
        return await work();
      } catch (error) {
        failed++;
        this.logger.event('error', 'sweep failed', { part: name, ...describe(error) });
        return undefined;
      }
    };
    for (const part of this.expiring.all()) {
      expired[part.name] = (await attempt(part.name, () => part.sweepExpired(now))) ?? 0;
    }
    let orphans: number | undefined;
    if (now.getTime() >= this.orphansDueAt) {
      const graceMs = this.config.sweepGraceSeconds * 1000;
      orphans = await attempt('orphan files', () => this.orphans.run(new Date(now.getTime() - graceMs)));
      if (orphans !== undefined) this.orphansDueAt = now.getTime() + graceMs;
    }
    const report = { expired, orphans, failed };
    if (orphans || Object.values(expired).some((count) => count > 0)) {
      this.logger.event('info', 'swept', { expired, orphans });
    }
    return report;
  }
}

/** Class and code; a message can quote a row or a path. */
function describe(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { error: typeof error };
  return { error: error.name, code: 'code' in error ? error.code : undefined };
}
