import type { Logger } from '../logging/logger.js';
import type { JobName } from './job-names.js';
import type { RegisteredJob } from './job-registry.js';
import type { JobStore } from './job-store.js';
import type { JobTimings } from './job-timings.js';
import type { FailureNote, TakenJob } from './taken-job.js';

/** Why a handler's signal aborted. */
class JobExpired extends Error {
  override readonly name = 'JobExpired';
}
class JobWithdrawn extends Error {
  override readonly name = 'JobWithdrawn';
}
class ProcessStopping extends Error {
  override readonly name = 'ProcessStopping';
}

/** Longest wait in milliseconds for handlers that were told to stop. */
const LAST_MOMENT_MS = 1_000;

/** Runs jobs in this process: takes what is due while there is room, keeps the leases, ends the jobs. */
export class JobRunner {
  private readonly running = new Map<
    string,
    { readonly job: TakenJob; readonly control: AbortController; done: Promise<void> }
  >();
  private stopping = false;
  private wakeUp?: () => void;
  private woken = false;
  private loop?: Promise<void>;
  private renewal?: NodeJS.Timeout;
  private recovery?: NodeJS.Timeout;

  constructor(
    private readonly jobs: ReadonlyMap<JobName, RegisteredJob>,
    private readonly store: Pick<
      JobStore,
      'due' | 'take' | 'complete' | 'fail' | 'giveBack' | 'renew' | 'recover'
    >,
    private readonly timings: JobTimings,
    private readonly logger: Pick<Logger, 'event'>,
  ) {}

  /** Begins to take jobs, first those that dead processes have left. */
  start(): void {
    this.recovery = setInterval(() => void this.recover(), this.timings.leaseMs / 2);
    this.renewal = setInterval(() => void this.renew(), this.timings.renewMs);
    this.loop = this.run();
  }

  /** Looks for jobs now. */
  wake(): void {
    this.woken = true;
    this.wakeUp?.();
  }

  /** Takes no more jobs, waits for those that run, then tells them to stop and puts them back. */
  async stop(timeoutMs: number): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.loop;
    clearInterval(this.recovery);
    await this.settled(timeoutMs);
    for (const { control } of this.running.values()) control.abort(new ProcessStopping());
    await this.settled(LAST_MOMENT_MS);
    clearInterval(this.renewal);
    for (const { job } of this.running.values())
      await this.attempt('put a job back', () => this.store.giveBack(job));
  }

  private async run(): Promise<void> {
    await this.recover();
    while (!this.stopping) {
      this.woken = false;
      await this.attempt('look for jobs', () => this.takeDue());
      if (!this.stopping && !this.woken) await this.sleep();
    }
  }

  private async sleep(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.timings.pollMs);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wakeUp = undefined;
  }

  private async takeDue(): Promise<void> {
    const names = [...this.jobs.keys()].filter((name) => this.room(name) > 0);
    if (names.length === 0) return;
    for (const name of await this.store.due(names)) {
      for (const job of await this.store.take(name, this.room(name))) this.begin(job);
    }
  }

  private room(name: JobName): number {
    const busy = [...this.running.values()].filter(({ job }) => job.name === name).length;
    return (this.jobs.get(name)?.options.concurrency ?? 0) - busy;
  }

  private begin(job: TakenJob): void {
    const handler = this.jobs.get(job.name);
    if (!handler) return;
    const control = new AbortController();
    const entry = { job, control, done: Promise.resolve() };
    this.running.set(job.id, entry);
    entry.done = this.work(handler, job, control).finally(() => {
      this.running.delete(job.id);
      this.wake();
    });
  }

  private async work(handler: RegisteredJob, job: TakenJob, control: AbortController): Promise<void> {
    const expiry = setTimeout(() => control.abort(new JobExpired()), handler.options.expireInSeconds * 1000);
    try {
      const { signal } = control;
      const aborted = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      });
      await Promise.race([handler.run(job.data, { jobId: job.id, attempt: job.attempt, signal }), aborted]);
      await this.attempt('complete a job', () => this.store.complete(job));
    } catch (error) {
      await this.endFailed(job, control.signal.aborted ? control.signal.reason : error);
    } finally {
      clearTimeout(expiry);
    }
  }

  private async endFailed(job: TakenJob, error: unknown): Promise<void> {
    if (error instanceof JobWithdrawn) return;
    if (error instanceof ProcessStopping) {
      await this.attempt('put a job back', () => this.store.giveBack(job));
      return;
    }
    const note = noteOf(error);
    this.logger.event(
      job.lastAttempt ? 'error' : 'warn',
      job.lastAttempt ? 'job failed for good' : 'job failed',
      {
        job: job.name,
        jobId: job.id,
        attempt: job.attempt,
        ...note,
      },
    );
    await this.attempt('fail a job', () => this.store.fail(job, note));
  }

  private async renew(): Promise<void> {
    const ids = [...this.running.keys()];
    if (ids.length === 0) return;
    await this.attempt('renew jobs', async () => {
      const own = await this.store.renew(ids);
      for (const id of ids) if (!own.has(id)) this.running.get(id)?.control.abort(new JobWithdrawn());
    });
  }

  private async recover(): Promise<void> {
    await this.renew();
    await this.attempt('look for abandoned jobs', async () => {
      const count = await this.store.recover(this.timings.leaseMs);
      if (count > 0) this.logger.event('warn', 'jobs of a lost process are taken up again', { count });
    });
  }

  private async settled(timeoutMs: number): Promise<void> {
    const all = Promise.all([...this.running.values()].map(({ done }) => done));
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, timeoutMs);
    });
    await Promise.race([all, timeout]);
    clearTimeout(timer);
  }

  /** The database may be away for a moment; what could not be said then shows as a silent lease and is recovered. */
  private async attempt(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.event('warn', `could not ${what}`, { ...noteOf(error) });
    }
  }
}

function noteOf(error: unknown): FailureNote {
  if (!(error instanceof Error)) return { error: typeof error };
  return { error: error.name, ...('code' in error && { code: String(error.code) }) };
}
