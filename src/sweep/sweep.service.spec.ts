import { beforeEach, describe, expect, it } from 'vitest';
import { Config } from '../config/config.js';
import { jobDeclarationOf } from '../jobs/job-handler.decorator.js';
import { Logger } from '../logging/logger.js';
import { ExpiringRegistry } from './expiring.js';
import type { OrphanSweep } from './orphan-sweep.js';
import { SweepService } from './sweep.service.js';

describe('SweepService', () => {
  let config: Config;
  let expiring: ExpiringRegistry;
  let log: string[];
  let orphanRuns: Date[];
  let sweep: SweepService;

  beforeEach(() => {
    config = new Config();
    expiring = new ExpiringRegistry();
    log = [];
    orphanRuns = [];
    const orphans = {
      run: (olderThan: Date) => {
        orphanRuns.push(olderThan);
        return Promise.resolve(2);
      },
    } as OrphanSweep;
    sweep = new SweepService(
      config,
      expiring,
      orphans,
      new Logger('trace', { write: (line) => void log.push(line) }),
    );
  });

  function part(name: string, work: () => Promise<number>): void {
    expiring.register({ name, sweepExpired: work });
  }

  it('should run all parts in order and report and log their counts', async () => {
    const order: string[] = [];
    part('photos', () => Promise.resolve(order.push('photos')));
    part('results', () => Promise.resolve(order.push('results')));

    const report = await sweep.sweep();

    expect(report).toEqual({ expired: { photos: 1, results: 2 }, orphans: 2, failed: 0 });
    expect(order).toEqual(['photos', 'results']);
    expect(JSON.parse(log[0] ?? '')).toMatchObject({
      msg: 'swept',
      expired: { photos: 1, results: 2 },
      orphans: 2,
    });
  });

  it('should go on with the other parts when one fails, and log its class and code without its message', async () => {
    part('photos', () => Promise.reject(Object.assign(new TypeError('secret'), { code: 'EIO' })));
    part('results', () => Promise.resolve(3));

    const report = await sweep.sweep();

    expect(report).toEqual({ expired: { photos: 0, results: 3 }, orphans: 2, failed: 1 });
    expect(JSON.parse(log[0] ?? '')).toMatchObject({ part: 'photos', error: 'TypeError', code: 'EIO' });
    expect(log.join('')).not.toContain('secret');
  });

  it('should look for orphans at first and not again before the grace time is over', async () => {
    await sweep.sweep();
    const second = await sweep.sweep();

    expect(orphanRuns).toHaveLength(1);
    expect(second.orphans).toBeUndefined();
    expect(Date.now() - (orphanRuns[0]?.getTime() ?? 0)).toBeGreaterThanOrEqual(
      config.sweepGraceSeconds * 1000,
    );
  });

  it('should look for orphans each time when there is no grace time', async () => {
    config.sweepGraceSeconds = 0;

    await sweep.sweep();
    await sweep.sweep();

    expect(orphanRuns).toHaveLength(2);
  });

  it('should join the sweep that runs when it is asked twice', async () => {
    let runs = 0;
    part('photos', () => Promise.resolve(++runs));

    await Promise.all([sweep.sweep(), sweep.sweep()]);

    expect(runs).toBe(1);
  });

  it('should sweep when the process starts, and let that finish before it ends', async () => {
    let done = false;
    part('photos', async () => {
      await new Promise((resolve) => setImmediate(resolve));
      done = true;
      return 0;
    });

    sweep.onApplicationBootstrap();
    await sweep.beforeApplicationShutdown();

    expect(done).toBe(true);
  });

  it('should be the handler of the job that comes every minute', () => {
    const method: unknown = Reflect.get(SweepService.prototype, 'sweepEveryMinute');
    const declaration = jobDeclarationOf(method as object);

    expect(declaration).toMatchObject({ name: 'sweep', cron: '* * * * *' });
  });

  it('should refuse two parts of one name', () => {
    part('photos', () => Promise.resolve(0));

    expect(() => part('photos', () => Promise.resolve(0))).toThrow('Two sweeps of photos.');
  });
});
