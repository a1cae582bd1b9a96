import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dataSourceOptions } from '../database/data-source-options.js';
import type { DatabaseSettings } from '../database/database-settings.js';
import { TemporaryPostgres } from '../database/embedded/temporary-postgres.js';
import { openDataSource } from '../database/open-data-source.js';
import { TemporaryServer, findServerPrograms } from '../database/testing/temporary-server.js';
import { JobDatabase } from './job-database.js';
import { JOB_NAMES } from './job-names.js';
import type { RegisteredJob } from './job-registry.js';
import { JobStore } from './job-store.js';
import { ownIdentity } from './process-identity.js';

const JOBS: RegisteredJob[] = JOB_NAMES.map((name) => ({
  name,
  options: { concurrency: 1, retryLimit: 1, retryDelaySeconds: 0, retryBackoff: false, expireInSeconds: 60 },
  run: () => Promise.resolve(),
}));
const programs = findServerPrograms();

describe.each([
  { name: 'the embedded database', open: () => TemporaryPostgres.open(), skip: false },
  {
    name: 'a Postgres server (needs one under /usr/lib/postgresql)',
    open: () => TemporaryServer.open(programs ?? ''),
    skip: programs === undefined,
  },
])('JobStore on $name', ({ open, skip }) => {
  let database: { settings: DatabaseSettings; close(): Promise<void> };
  let dataSource: DataSource;
  let [store, other]: JobStore[] = [];

  beforeAll(async () => {
    if (skip) return;
    database = await open();
    dataSource = await openDataSource(dataSourceOptions(database.settings, 2, () => undefined));
    // Two processes that open the queues at once.
    [store, other] = [newStore(), newStore()];
    await Promise.all([store.open(JOBS), other.open(JOBS)]);
  }, 120_000);

  afterAll(async () => {
    if (skip) return;
    await Promise.all([store?.close(), other?.close(), dataSource.destroy()]);
    await database.close();
  });

  beforeEach(async () => {
    if (!skip) await dataSource.query('DELETE FROM pgboss.job');
    if (!skip) await dataSource.query('DELETE FROM job_lease');
  });

  function newStore(): JobStore {
    // Connections may learn of the database's end while they close.
    const ignore = (): void => undefined;
    return new JobStore(new JobDatabase(database.settings, ignore), ownIdentity(), ignore);
  }

  function stores(): [JobStore, JobStore] {
    if (!store || !other) throw new Error('not open');
    return [store, other];
  }

  it.skipIf(skip)('should hand a job to one of two processes and complete it', async () => {
    const [here, there] = stores();
    const id = await here.add('try-on.run', { channelId: 'c' });

    const due = await here.due(JOB_NAMES);
    const taken = (await Promise.all([here.take('try-on.run', 5), there.take('try-on.run', 5)])).flat();
    const active = await here.state(id ?? '');
    const [job] = taken;
    if (job) await Promise.all([here.complete(job), there.complete(job)]);

    expect(due).toEqual(['try-on.run']);
    expect(taken).toEqual([
      { id, name: 'try-on.run', data: { channelId: 'c' }, attempt: 1, lastAttempt: false },
    ]);
    expect(active).toBe('active');
    expect(await here.state(id ?? '')).toBe('completed');
    expect(await here.due(JOB_NAMES)).toEqual([]);
  });

  it.skipIf(skip)('should take higher priorities first and wait for later ones', async () => {
    const [here] = stores();
    await here.add('sweep', { n: 1 });
    await here.add('sweep', { n: 2 }, { priority: 5 });
    await here.add('sweep', { n: 3 }, { startAfterSeconds: 600, priority: 9 });

    const first = await here.take('sweep', 1);
    const rest = await here.take('sweep', 5);

    expect([...first, ...rest].map(({ data }) => data)).toEqual([{ n: 2 }, { n: 1 }]);
  });

  it.skipIf(skip)(
    'should retry a failed job, then let it fail for good with nothing but class and code',
    async () => {
      const [here] = stores();
      const id = (await here.add('garment.prepare', {})) ?? '';

      const attempts = [];
      for (let i = 0; i < 2; i++) {
        const [job] = await here.take('garment.prepare', 1);
        attempts.push(job && [job.attempt, job.lastAttempt]);
        if (job) await here.fail(job, { error: 'PictureError', code: 'TRUNCATED' });
      }
      const rows = await dataSource.query<{ output: unknown }[]>('SELECT output FROM pgboss.job');

      expect(attempts).toEqual([
        [1, false],
        [2, true],
      ]);
      expect(await here.state(id)).toBe('failed');
      expect(rows).toEqual([{ output: { error: 'PictureError', code: 'TRUNCATED' } }]);
    },
  );

  it.skipIf(skip)('should keep one waiting job for a key, and any number without one', async () => {
    const [here] = stores();

    const first = await here.add('catalog.import', {}, { singletonKey: 'a' });
    const again = await here.add('catalog.import', {}, { singletonKey: 'a' });
    const others = [await here.add('catalog.import', {}), await here.add('catalog.import', {})];
    await here.take('catalog.import', 1);
    const afterStart = await here.add('catalog.import', {}, { singletonKey: 'a' });

    expect([first, ...others, afterStart]).not.toContain(null);
    expect(again).toBeNull();
    expect(await here.depths()).toMatchObject({
      'catalog.import': { waiting: 3, active: 1, failed: 0 },
      sweep: { waiting: 0, active: 0, failed: 0 },
    });
  });

  it.skipIf(skip)(
    'should enqueue a scheduled job once although two processes do and it has run',
    async () => {
      const [here, there] = stores();
      const options = { singletonKey: 'schedule', singletonSeconds: 3_000 };

      const id = await here.add('sweep', {}, options);
      const [job] = await here.take('sweep', 1);
      if (job) await here.complete(job);

      expect(id).not.toBeNull();
      expect(await there.add('sweep', {}, options)).toBeNull();
    },
  );

  it.skipIf(skip)(
    'should enqueue with a transaction when it commits and not when it rolls back',
    async () => {
      const [here] = stores();
      const kept = await dataSource.transaction((within) => here.add('sweep', {}, { within }));
      let lost: string | null = null;
      const rollBack = dataSource.transaction(async (within) => {
        lost = await here.add('sweep', {}, { within });
        throw new Error('no');
      });

      await expect(rollBack).rejects.toThrow('no');
      expect(await here.state(kept ?? '')).toBe('waiting');
      expect(await here.state(lost ?? '')).toBeNull();
    },
  );

  it.skipIf(skip)('should give back a job without counting the try', async () => {
    const [here, there] = stores();
    await here.add('try-on.run', {});
    for (let i = 0; i < 4; i++) {
      const [job] = await here.take('try-on.run', 1);
      if (job) await here.giveBack(job);
    }

    const [job] = await there.take('try-on.run', 1);

    expect(job?.lastAttempt).toBe(false);
  });

  it.skipIf(skip)('should tell the process of a cancelled job when it renews', async () => {
    const [here, there] = stores();
    const id = (await here.add('try-on.run', {})) ?? '';
    await here.take('try-on.run', 1);

    const before = await here.renew([id]);
    const cancelled = [await there.cancel(id), await there.cancel(id)];
    const after = await here.renew([id]);

    expect([before.has(id), after.has(id)]).toEqual([true, false]);
    expect(cancelled).toEqual([true, false]);
    expect(await here.state(id)).toBe('cancelled');
  });

  it.skipIf(skip)('should recover the jobs of silent and of gone processes, and no others', async () => {
    const [here, there] = stores();
    await here.add('try-on.run', { of: 'silent' });
    const [silent] = await here.take('try-on.run', 1);
    await here.add('try-on.run', { of: 'gone' });
    const [gone] = await here.take('try-on.run', 1);
    await here.add('try-on.run', { of: 'living' });
    await here.take('try-on.run', 1);
    await dataSource.query(`UPDATE job_lease SET renewed_at = now() - interval '1 hour' WHERE job_id = $1`, [
      silent?.id,
    ]);
    await dataSource.query('UPDATE job_lease SET owner = $2 WHERE job_id = $1', [
      gone?.id,
      JSON.stringify({ ...ownIdentity(), pid: 2 ** 22 + 1 }),
    ]);

    const recovered = (await Promise.all([there.recover(60_000), here.recover(60_000)])).sort();
    const retried = await there.take('try-on.run', 9);
    if (silent) await here.complete(silent);

    expect(recovered).toEqual([0, 2]);
    expect(retried.map(({ data }) => data)).toEqual(
      expect.arrayContaining([{ of: 'silent' }, { of: 'gone' }]),
    );
    expect(retried).toHaveLength(2);
    expect(await here.state(silent?.id ?? '')).toBe('active');
  });
});
