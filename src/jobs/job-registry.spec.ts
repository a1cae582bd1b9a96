import { Injectable } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { describe, expect, it } from 'vitest';
import { type JobContext, JobHandler, ScheduledJob } from './job-handler.decorator.js';
import { JOB_NAMES, type JobName } from './job-names.js';
import { JobRegistry } from './job-registry.js';

declare module './job-map.js' {
  interface JobMap {
    'garment.prepare': { channelId: string; garmentId: string };
  }
}

const seen: unknown[] = [];

@Injectable()
class Garments {
  private readonly place = 'here';

  @JobHandler('garment.prepare', { concurrency: 3 })
  prepare(data: { garmentId: string }, { attempt }: JobContext): Promise<void> {
    seen.push([this.place, data.garmentId, attempt]);
    return Promise.resolve();
  }
}

@Injectable()
class MoreGarments {
  @JobHandler('garment.prepare')
  async prepare(): Promise<void> {}
}

/** One handler for each of the other queues. */
@Injectable()
class Others {
  @ScheduledJob('sweep', '*/5 * * * *')
  async sweep(): Promise<void> {}
}
const REST: JobName[] = JOB_NAMES.filter((name) => name !== 'garment.prepare' && name !== 'sweep');
for (const name of REST) {
  const key = `run ${name}`;
  const method = (): Promise<void> => Promise.resolve();
  Object.defineProperty(Others.prototype, key, { value: method });
  JobHandler(name)(Others.prototype, key, { value: method });
}

async function registryOf(...providers: (new () => object)[]): Promise<JobRegistry> {
  const module = await Test.createTestingModule({
    imports: [DiscoveryModule],
    providers: [JobRegistry, ...providers],
  }).compile();
  return module.get(JobRegistry);
}

describe('JobRegistry', () => {
  it('should find every handler with its options and call it on its provider', async () => {
    const jobs = (await registryOf(Garments, Others)).collect();
    const prepare = jobs.get('garment.prepare');
    const signal = new AbortController().signal;

    await prepare?.run({ garmentId: 'g' }, { jobId: 'j', attempt: 2, signal });

    expect([...jobs.keys()].sort()).toEqual([...JOB_NAMES].sort());
    expect(prepare?.options).toMatchObject({ concurrency: 3, retryLimit: 2, expireInSeconds: 300 });
    expect(seen).toEqual([['here', 'g', 2]]);
  });

  it('should know which handlers run by the clock', async () => {
    const jobs = (await registryOf(Garments, Others)).collect();

    expect(jobs.get('sweep')?.isDue?.(new Date(Date.UTC(2026, 0, 1, 0, 5)))).toBe(true);
    expect(jobs.get('sweep')?.isDue?.(new Date(Date.UTC(2026, 0, 1, 0, 6)))).toBe(false);
    expect(jobs.get('garment.prepare')?.isDue).toBeUndefined();
  });

  it('should refuse to start when a handler is missing or doubled', async () => {
    const missing = await registryOf(Others);
    const doubled = await registryOf(Garments, MoreGarments, Others);

    expect(() => missing.collect()).toThrow('garment.prepare has no handler');
    expect(() => doubled.collect()).toThrow('garment.prepare has two handlers');
  });
});
