import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { Config } from '../config/config.js';
import { DatabaseConnection } from '../database/database-connection.js';
import { Logger } from '../logging/logger.js';
import { JobDatabase } from './job-database.js';
import type { JobData } from './job-map.js';
import type { JobName } from './job-names.js';
import { JobRegistry, type RegisteredJob } from './job-registry.js';
import { JobRunner } from './job-runner.js';
import { JobSchedule } from './job-schedule.js';
import { JobStore } from './job-store.js';
import { JobTimings } from './job-timings.js';
import { ownIdentity } from './process-identity.js';

/** Where a job stands. `waiting` covers jobs that wait for a retry or for their time. */
export type JobState = 'waiting' | 'active' | 'completed' | 'cancelled' | 'failed';

/** Options of one job. */
export interface EnqueueOptions {
  /** At most one job with this key waits for its first try in a queue; a running one does not count. */
  readonly singletonKey?: string;
  /** Higher first; default 0. */
  readonly priority?: number;
  /** Seconds before it may start; default 0. */
  readonly startAfterSeconds?: number;
  /** Transaction to take part in: the job exists if and only if it commits. */
  readonly within?: EntityManager;
}

/** Jobs of one queue by state; failed ones are counted for about an hour. */
export interface QueueDepth {
  readonly waiting: number;
  readonly active: number;
  readonly failed: number;
}

/**
 * Durable jobs in the database: an enqueued one survives the death of any process and runs at least once. A job that
 * this process enqueues starts in milliseconds when there is room, one of another process within a second; the jobs of
 * a process that was killed are tried again some seconds after another one (or itself) starts.
 */
@Injectable()
export class JobQueue implements BeforeApplicationShutdown {
  private opened?: Promise<{ store: JobStore; jobs: ReadonlyMap<JobName, RegisteredJob> }>;
  private runner?: JobRunner;
  private schedule?: JobSchedule;
  private readonly uncommitted = new WeakSet<QueryRunner>();

  constructor(
    private readonly connection: DatabaseConnection,
    private readonly dataSource: DataSource,
    private readonly registry: JobRegistry,
    private readonly timings: JobTimings,
    private readonly config: Config,
    private readonly logger: Logger,
  ) {}

  /**
   * Opens the queues and, with `work`, begins to run jobs. Called once the application is initialised; enqueueing is
   * possible without.
   * @throws Error when a queue of `JOB_NAMES` has no handler or two
   */
  async start({ work }: { readonly work: boolean }): Promise<void> {
    const { store, jobs } = await this.open();
    if (!work || this.runner) return;
    this.runner = new JobRunner(jobs, store, this.timings, this.logger);
    this.runner.start();
    this.schedule = new JobSchedule(jobs.values(), store, this.logger, () => this.runner?.wake());
    this.schedule.start();
    this.wakeAfterCommits();
  }

  /**
   * Puts a job into its queue. Inside a transaction pass it as `within`: without, the job would exist whatever becomes
   * of the transaction, and on the embedded database the call would wait for its end. (For the same reason the queues
   * must have been started before.)
   * @returns the job's id, or null when one with the same `singletonKey` already waits
   */
  async enqueue<N extends JobName>(
    name: N,
    data: JobData<N>,
    options: EnqueueOptions = {},
  ): Promise<string | null> {
    const { store } = await this.open();
    const id = await store.add(name, data, options);
    const transaction = options.within?.queryRunner;
    if (transaction?.isTransactionActive) this.uncommitted.add(transaction);
    else this.runner?.wake();
    return id;
  }

  /** State of a job; null when it never existed or ended more than about an hour ago. */
  async state(jobId: string): Promise<JobState | null> {
    return (await this.open()).store.state(jobId);
  }

  /** Cancels a job that has not ended; a running one sees its signal abort in some seconds. Answers whether there was one. */
  async cancel(jobId: string): Promise<boolean> {
    return (await this.open()).store.cancel(jobId);
  }

  /** Jobs of each queue by state, for metrics. */
  async depths(): Promise<Record<JobName, QueueDepth>> {
    return (await this.open()).store.depths();
  }

  /**
   * Takes no further jobs and waits for those that run; those that still do after `timeoutMs` are told to stop and put
   * back, for another process or the next start. Enqueueing stays possible. Default: the configured shutdown time.
   */
  async stop(timeoutMs: number = this.config.shutdownSeconds * 1000): Promise<void> {
    this.schedule?.stop();
    await this.runner?.stop(timeoutMs);
    this.runner = undefined;
  }

  /** On shutdown jobs end first, then requests; the queue's connections close with the database. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  private async open(): Promise<{ store: JobStore; jobs: ReadonlyMap<JobName, RegisteredJob> }> {
    this.opened ??= this.openStore();
    try {
      return await this.opened;
    } catch (error) {
      this.opened = undefined;
      throw error;
    }
  }

  private async openStore(): Promise<{ store: JobStore; jobs: ReadonlyMap<JobName, RegisteredJob> }> {
    const jobs = this.registry.collect();
    const onError = (error: Error): void =>
      this.logger.event('warn', 'the job queue lost its database for a moment', { error: error.name });
    const database = new JobDatabase(this.connection.settings, onError);
    const store = new JobStore(database, ownIdentity(), onError);
    try {
      await store.open(jobs.values());
      this.connection.beforeClose(() => store.close());
      return { store, jobs };
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  private wakeAfterCommits(): void {
    this.dataSource.subscribers.push({
      afterTransactionCommit: ({ queryRunner }) => {
        if (this.uncommitted.delete(queryRunner)) this.runner?.wake();
      },
    });
  }
}
