import PgBoss from 'pg-boss';
import type { JobDatabase, JobTransaction } from './job-database.js';
import { JOB_NAMES, type JobName } from './job-names.js';
import type { RegisteredJob } from './job-registry.js';
import type { EnqueueOptions, JobState, QueueDepth } from './job-queue.js';
import { type ProcessIdentity, isGone } from './process-identity.js';
import type { FailureNote, TakenJob } from './taken-job.js';

type BossState = PgBoss.JobWithMetadata['state'];

/** A job that some process runs or ran when it died. */
interface ActiveJob {
  readonly name: JobName;
  readonly id: string;
  readonly owner: ProcessIdentity | null;
  readonly silent: boolean;
}

/** Ended jobs are kept this long in the queue's table and then as long in its archive. */
const KEEP_SECONDS = 3_600;
const KEEP_ARCHIVE_DAYS = 3;

/** Keys of the advisory locks under which queues are created and abandoned jobs looked for ("jobq", "jobr" in ASCII). */
const QUEUES_LOCK = 0x6a6f6271;
const RECOVERY_LOCK = 0x6a6f6272;

/**
 * Jobs in the database: pg-boss's tables, and `job_lease`, which tells whose process runs a job. Taking and ending a
 * job and its lease are one transaction each, so that a job cannot be running without somebody answering for it.
 */
export class JobStore {
  private readonly boss: PgBoss;

  constructor(
    private readonly database: JobDatabase,
    private readonly self: ProcessIdentity,
    onError: (error: Error) => void,
  ) {
    this.boss = new PgBoss({
      db: database,
      schedule: false,
      archiveCompletedAfterSeconds: KEEP_SECONDS,
      deleteAfterDays: KEEP_ARCHIVE_DAYS,
    });
    this.boss.on('error', onError);
  }

  /** Creates pg-boss's tables and the queues where they are missing, with the options of the handlers. */
  async open(jobs: Iterable<RegisteredJob>): Promise<void> {
    await this.boss.start();
    // pg-boss creates a queue's table without a lock, so that two processes that do so at once can deadlock.
    await this.database.transaction(async (db) => {
      await db.executeSql('SELECT pg_advisory_xact_lock($1)', [QUEUES_LOCK]);
      const boss = new PgBoss({ db });
      for (const { name, options } of jobs) {
        const queue: PgBoss.Queue = {
          name,
          // At most one job with the same singleton key in the state created.
          policy: 'short',
          retryLimit: options.retryLimit,
          retryDelay: options.retryDelaySeconds,
          retryBackoff: options.retryBackoff,
          expireInSeconds: options.expireInSeconds,
        };
        await boss.createQueue(name, queue);
        await boss.updateQueue(name, queue);
      }
    });
  }

  /** Stores a job; null when one with the same key waits, or for a schedule when this minute has one. */
  async add(
    name: JobName,
    data: object,
    options: EnqueueOptions & { readonly singletonSeconds?: number } = {},
  ): Promise<string | null> {
    const { singletonKey, priority, startAfterSeconds, singletonSeconds, within } = options;
    return this.boss.send(name, data, {
      // The policy holds jobs without a key for equal, which they are not.
      singletonKey: singletonKey ?? crypto.randomUUID(),
      ...(priority !== undefined && { priority }),
      ...(startAfterSeconds !== undefined && { startAfter: startAfterSeconds }),
      ...(singletonSeconds !== undefined && { singletonSeconds }),
      ...(within && {
        db: {
          executeSql: async (text: string, values: unknown[]) => ({
            rows: await within.query<Record<string, unknown>[]>(text, values),
          }),
        },
      }),
    });
  }

  /** Those of the queues that have a job which may start now. */
  async due(names: readonly JobName[]): Promise<JobName[]> {
    const { rows } = await this.database.executeSql<{ name: JobName }>(
      `SELECT n AS name FROM unnest($1::text[]) AS n WHERE EXISTS (
         SELECT FROM pgboss.job WHERE name = n AND state < 'active' AND start_after < now())`,
      [names],
    );
    return rows.map(({ name }) => name);
  }

  /** Takes up to `count` jobs of a queue, highest priority first. */
  async take(name: JobName, count: number): Promise<TakenJob[]> {
    return this.database.transaction(async (db) => {
      const jobs = await this.boss.fetch<unknown>(name, { batchSize: count, includeMetadata: true, db });
      if (jobs.length > 0) {
        await db.executeSql(
          `INSERT INTO job_lease (job_id, owner) SELECT unnest($1::uuid[]), $2
           ON CONFLICT (job_id) DO UPDATE SET owner = excluded.owner, renewed_at = now()`,
          [jobs.map(({ id }) => id), JSON.stringify(this.self)],
        );
      }
      return jobs.map(({ id, data, retryCount, retryLimit }) => ({
        id,
        name,
        data,
        attempt: retryCount + 1,
        lastAttempt: retryCount >= retryLimit,
      }));
    });
  }

  /** Ends a job well. Without effect when it is no longer this process's. */
  async complete(job: TakenJob): Promise<void> {
    await this.end(job, async (db) => {
      await this.boss.complete(job.name, job.id, {}, { db });
    });
  }

  /** Ends a try; the job waits for the next one or, after the last, has failed. */
  async fail(job: TakenJob, note: FailureNote): Promise<void> {
    await this.end(job, async (db) => {
      await this.boss.fail(job.name, job.id, note, { db });
    });
  }

  /** Puts a job back that this process cannot finish now; the try does not count. */
  async giveBack(job: TakenJob): Promise<void> {
    await this.end(job, async (db) => {
      await db.executeSql(
        `UPDATE pgboss.job SET state = 'retry', start_after = now(), retry_limit = retry_limit + 1
         WHERE name = $1 AND id = $2 AND state = 'active'`,
        [job.name, job.id],
      );
    });
  }

  /** Says that this process still runs these jobs; answers which of them still are its own and not cancelled. */
  async renew(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const { rows } = await this.database.executeSql<{ job_id: string }>(
      `UPDATE job_lease AS l SET renewed_at = now() FROM pgboss.job AS j
       WHERE l.job_id = ANY($1::uuid[]) AND l.owner->>'id' = $2
         AND j.name = ANY($3) AND j.id = l.job_id AND j.state = 'active'
       RETURNING l.job_id`,
      [ids, this.self.id, JOB_NAMES],
    );
    return new Set(rows.map(({ job_id: id }) => id));
  }

  /**
   * Fails, for another try, the jobs of processes that are gone or have been silent for `leaseMs`. Answers how many.
   * A crash counts as a try, so that a job which kills its process does not do so for ever.
   */
  async recover(leaseMs: number): Promise<number> {
    return this.database.transaction(async (db) => {
      await db.executeSql('SELECT pg_advisory_xact_lock($1)', [RECOVERY_LOCK]);
      const { rows } = await db.executeSql<ActiveJob>(
        `SELECT j.name, j.id, l.owner,
           coalesce(l.renewed_at, j.started_on) < now() - $2 * interval '1 millisecond' AS silent
         FROM pgboss.job AS j LEFT JOIN job_lease AS l ON l.job_id = j.id
         WHERE j.name = ANY($1) AND j.state = 'active'`,
        [JOB_NAMES, leaseMs],
      );
      const abandoned = rows.filter(({ owner, silent }) => silent || (owner !== null && isGone(owner)));
      for (const { name, id } of abandoned) {
        await db.executeSql('DELETE FROM job_lease WHERE job_id = $1', [id]);
        await this.boss.fail(name, id, { error: 'ProcessLost' } satisfies FailureNote, { db });
      }
      return abandoned.length;
    });
  }

  /** State of a job, or null when it never existed or is long gone. */
  async state(id: string): Promise<JobState | null> {
    const job = await this.find(id);
    if (!job) return null;
    return job.state === 'created' || job.state === 'retry' ? 'waiting' : job.state;
  }

  /** Cancels a job that has not ended; answers whether there was one. */
  async cancel(id: string): Promise<boolean> {
    const { rows } = await this.database.executeSql(
      `UPDATE pgboss.job SET state = 'cancelled', completed_on = now()
       WHERE name = ANY($1) AND id = $2 AND state < 'completed' RETURNING id`,
      [JOB_NAMES, id],
    );
    return rows.length > 0;
  }

  /** Jobs per queue. */
  async depths(): Promise<Record<JobName, QueueDepth>> {
    const { rows } = await this.database.executeSql<QueueDepth & { name: JobName }>(
      `SELECT n AS name,
         count(*) FILTER (WHERE j.state < 'active')::int AS waiting,
         count(*) FILTER (WHERE j.state = 'active')::int AS active,
         count(*) FILTER (WHERE j.state = 'failed')::int AS failed
       FROM unnest($1::text[]) AS n LEFT JOIN pgboss.job AS j ON j.name = n GROUP BY n`,
      [JOB_NAMES],
    );
    return Object.fromEntries(
      rows.map(({ name, waiting, active, failed }) => [name, { waiting, active, failed }]),
    ) as Record<JobName, QueueDepth>;
  }

  /** Ends pg-boss's maintenance and the connections. */
  async close(): Promise<void> {
    await this.boss.stop({ graceful: false, close: false });
    await this.database.close();
  }

  private async find(id: string): Promise<{ state: BossState } | undefined> {
    const { rows } = await this.database.executeSql<{ state: BossState }>(
      'SELECT state FROM pgboss.job WHERE name = ANY($1) AND id = $2',
      [JOB_NAMES, id],
    );
    return rows[0];
  }

  private async end(job: TakenJob, work: (db: JobTransaction) => Promise<void>): Promise<void> {
    await this.database.transaction(async (db) => {
      const { rows } = await db.executeSql(
        `DELETE FROM job_lease WHERE job_id = $1 AND owner->>'id' = $2 RETURNING job_id`,
        [job.id, this.self.id],
      );
      if (rows.length > 0) await work(db);
    });
  }
}
