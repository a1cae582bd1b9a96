import { Injectable } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Config } from '../config/config.js';
import { ConfigModule } from '../config/config.module.js';
import { DatabaseConnection } from '../database/database-connection.js';
import { DatabaseModule } from '../database/database.module.js';
import { TemporaryPostgres } from '../database/embedded/temporary-postgres.js';
import { Logger } from '../logging/logger.js';
import { LoggingModule } from '../logging/logging.module.js';
import { JobHandler } from './job-handler.decorator.js';
import { JOB_NAMES, type JobName } from './job-names.js';
import { JobQueue } from './job-queue.js';
import { JobTimings } from './job-timings.js';
import { JobsModule } from './jobs.module.js';

const handled: JobName[] = [];

@Injectable()
class Handlers {}
for (const name of JOB_NAMES) {
  const key = `handle ${name}`;
  const value = (): Promise<void> => {
    handled.push(name);
    return Promise.resolve();
  };
  Object.defineProperty(Handlers.prototype, key, { value });
  JobHandler(name)(Handlers.prototype, key, { value });
}

describe('JobQueue', () => {
  let database: TemporaryPostgres;
  let module: TestingModule;
  let queue: JobQueue;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await TemporaryPostgres.open();
    const users: (() => Promise<void>)[] = [];
    module = await Test.createTestingModule({
      imports: [ConfigModule.forRoot(new Config()), LoggingModule, DatabaseModule, JobsModule],
      providers: [Handlers],
    })
      .overrideProvider(Logger)
      .useValue(new Logger('silent'))
      .overrideProvider(DatabaseConnection)
      .useValue({
        settings: database.settings,
        beforeClose: (close: () => Promise<void>) => users.unshift(close),
        onApplicationShutdown: async () => {
          for (const close of users) await close();
        },
      })
      .overrideProvider(JobTimings)
      // So long that a job only runs in time when the queue is woken.
      .useValue({ pollMs: 600_000, renewMs: 600_000, leaseMs: 600_000 } satisfies JobTimings)
      .compile();
    await module.init();
    queue = module.get(JobQueue);
    dataSource = module.get(DataSource);
    await queue.start({ work: true });
  }, 120_000);

  afterAll(async () => {
    await module.close();
    await database.close();
  });

  it('should run a job at once when this process enqueues it', async () => {
    const id = await queue.enqueue('sweep', {});

    await vi.waitFor(async () => expect(await queue.state(id ?? '')).toBe('completed'), { timeout: 10_000 });

    expect(handled).toEqual(['sweep']);
  });

  it('should run a job after its transaction has committed, and not before', async () => {
    handled.length = 0;

    const id = await dataSource.transaction(async (within) => {
      const enqueued = await queue.enqueue('sweep', {}, { within });
      await within.query('SELECT pg_sleep(0.05)');
      expect(handled).toEqual([]);
      return enqueued;
    });

    await vi.waitFor(async () => expect(await queue.state(id ?? '')).toBe('completed'), { timeout: 10_000 });
  });

  it('should count jobs and cancel one that waits', async () => {
    const id = (await queue.enqueue('sweep', {}, { startAfterSeconds: 600 })) ?? '';

    const before = await queue.depths();
    const cancelled = await queue.cancel(id);

    expect(before.sweep).toEqual({ waiting: 1, active: 0, failed: 0 });
    expect(cancelled).toBe(true);
    expect(await queue.state(id)).toBe('cancelled');
    expect(Object.keys(before).sort()).toEqual([...JOB_NAMES].sort());
  });
});

const dist = new URL('../../dist/', import.meta.url);

/** A process with the job queue on the embedded database, whose handler tells and, told so, never ends. */
const PROCESS = `
  import 'reflect-metadata';
  import { Module } from '@nestjs/common';
  import { NestFactory } from '@nestjs/core';
  const load = (path) => import(new URL(path, '${dist.href}').href);
  const { Config } = await load('config/config.js');
  const { ConfigModule } = await load('config/config.module.js');
  const { LoggingModule } = await load('logging/logging.module.js');
  const { DatabaseModule } = await load('database/database.module.js');
  const { JobsModule } = await load('jobs/jobs.module.js');
  const { JobQueue } = await load('jobs/job-queue.js');
  const { JobHandler } = await load('jobs/job-handler.decorator.js');
  const { JOB_NAMES } = await load('jobs/job-names.js');
  const [dataDir, mode] = process.argv.slice(1);

  class Handlers {}
  for (const name of JOB_NAMES) {
    const key = 'handle ' + name;
    const value = async (data, { attempt }) => {
      console.log(JSON.stringify({ data, attempt }));
      if (mode === 'hang') await new Promise(() => {});
    };
    Object.defineProperty(Handlers.prototype, key, { value });
    JobHandler(name, { retryLimit: 1, retryDelaySeconds: 0, retryBackoff: false })(Handlers.prototype, key, { value });
  }
  class App {}
  const config = Object.assign(new Config(), { dataDir, logLevel: 'silent' });
  Module({ imports: [ConfigModule.forRoot(config), LoggingModule, DatabaseModule, JobsModule], providers: [Handlers] })(App);
  const app = await NestFactory.createApplicationContext(App, { logger: false });
  app.enableShutdownHooks();
  const queue = app.get(JobQueue);
  await queue.start({ work: true });
  if (mode === 'hang') await queue.enqueue('sweep', { n: 1 });
  setInterval(() => {}, 1000);
`;

describe.skipIf(!existsSync(new URL('jobs/job-queue.js', dist)))(
  'JobQueue in processes (compiled: run the build first)',
  () => {
    it('should run the job of a killed process again as soon as another starts, and stop in order', async () => {
      const dataDir = await mkdtemp(join(tmpdir(), 'tryflow-jobs-'));
      const children: ChildProcess[] = [];
      const start = (mode: string): { child: ChildProcess; next: () => Promise<string> } => {
        const child = spawn(process.execPath, ['--input-type=module', '-e', PROCESS, dataDir, mode], {
          cwd: new URL('..', dist),
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        children.push(child);
        const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
        return { child, next: async () => String((await lines.next()).value) };
      };
      try {
        const first = start('hang');
        const before = await first.next();
        await end(first.child, 'SIGKILL');

        const second = start('finish');
        const after = await second.next();
        const code = await end(second.child, 'SIGTERM');

        expect(JSON.parse(before)).toEqual({ data: { n: 1 }, attempt: 1 });
        expect(JSON.parse(after)).toEqual({ data: { n: 1 }, attempt: 2 });
        expect(code).toEqual([null, 'SIGTERM']);
      } finally {
        await Promise.all(children.map((child) => end(child, 'SIGKILL')));
        await rm(dataDir, { recursive: true, force: true });
      }
    }, 120_000);
  },
);

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<unknown[]> {
  if (child.exitCode !== null || child.signalCode !== null) return [];
  const exited = once(child, 'exit');
  child.kill(signal);
  return exited;
}
