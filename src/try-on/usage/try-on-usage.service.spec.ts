import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RequestContext } from '../../access/request-context.js';
import { CatalogFixture } from '../../catalog/testing/catalog-fixture.js';
import { Logger } from '../../logging/logger.js';
import { Metrics } from '../../metrics/metrics.js';
import type { Confidence } from '../../neural/confidence/confidence.js';
import type { TryOn } from '../try-on.entity.js';
import type { CacheState } from '../try-on-outcome.js';
import { LATENCY_ERROR } from './latency-buckets.js';
import { TryOnCountRepository } from './try-on-count.repository.js';
import { TryOnTally } from './try-on-tally.js';
import { TryOnUsageRecorder } from './try-on-usage.recorder.js';
import { TryOnUsageService } from './try-on-usage.service.js';

const NONE = { requested: 0, computed: 0, cached: 0, withheld: 0, failed: 0, queued: 0, refused: 0 };

describe('TryOnUsageService', () => {
  let catalog: CatalogFixture;
  let metrics: Metrics;
  let recorder: TryOnUsageRecorder;
  let tally: TryOnTally;
  let service: TryOnUsageService;
  let ctx: RequestContext;
  let tryOn: TryOn;

  beforeAll(async () => {
    catalog = await CatalogFixture.open();
  }, 60_000);
  afterAll(() => catalog.close());
  beforeEach(async () => {
    metrics = new Metrics();
    [tally, recorder, service] = process();
    ctx = await catalog.context();
    tryOn = { id: randomUUID(), channelId: ctx.channel.id, createdAt: new Date() } as TryOn;
  });

  /** What one server process counts with. */
  function process(): [TryOnTally, TryOnUsageRecorder, TryOnUsageService] {
    const counts = new TryOnCountRepository(catalog.database);
    const own = new TryOnTally(counts, new Logger('silent'));
    return [own, new TryOnUsageRecorder(own, metrics), new TryOnUsageService(counts, own)];
  }

  const completed = (cacheState: CacheState, ms = 100) =>
    recorder.answered(ctx.channel.id, { kind: 'COMPLETED', tryOn, cacheState }, ms);
  const queued = (cacheState: CacheState) =>
    recorder.answered(ctx.channel.id, { kind: 'QUEUED', tryOn, cacheState, retryAfterMs: 1 }, 5);

  it('should count each request once, by what became of it', async () => {
    completed('MISS');
    completed('HIT', 3);
    completed('SHARED', 80);
    const confidence = { score: 0.1 } as Confidence;
    recorder.answered(ctx.channel.id, { kind: 'TRY_ON_LOW_CONFIDENCE', confidence, threshold: 0.5 }, 90);
    recorder.answered(ctx.channel.id, { kind: 'TRY_ON_FAILED', failureCode: 'X' }, 9);
    recorder.answered(ctx.channel.id, { kind: 'CONSENT_REQUIRED', consentVersion: '1' }, 2);
    recorder.answered(ctx.channel.id, { kind: 'TRY_ON_BUSY', retryAfterMs: 9 }, 2);
    recorder.broken(ctx.channel.id, 9);

    const { total, days } = await service.usage(ctx, 1);

    expect(total).toMatchObject({
      requested: 8,
      computed: 1,
      cached: 2,
      withheld: 1,
      failed: 2,
      queued: 0,
      refused: 2,
    });
    expect(days).toEqual([{ day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string, sums: total }]);
    const exposed = await metrics.registry.metrics();
    expect(exposed).toContain('tryflow_try_ons_total{outcome="COMPLETED",cache="SHARED"} 1');
    expect(exposed).toContain('tryflow_try_ons_total{outcome="INTERNAL",cache="NONE"} 1');
  });

  it('should tell median and 95th percentile of computed and of cached results', async () => {
    for (let ms = 1; ms <= 100; ms += 1) completed('MISS', 10 * ms);
    completed('HIT', 4);

    const { total } = await service.usage(ctx, 1);

    expect(Math.abs(total.computedWait!.medianMs / 500 - 1)).toBeLessThanOrEqual(LATENCY_ERROR);
    expect(Math.abs(total.computedWait!.p95Ms / 950 - 1)).toBeLessThanOrEqual(LATENCY_ERROR);
    expect(Math.abs(total.cachedWait!.p95Ms / 4 - 1)).toBeLessThanOrEqual(LATENCY_ERROR);
  });

  it('should count a queued try-on once, and as what it is when its job has ended', async () => {
    tryOn.createdAt = new Date(Date.now() - 3_000);
    queued('MISS');
    queued('HIT');
    const { total: before } = await service.usage(ctx, 2);
    recorder.ended(tryOn, 'LOW_CONFIDENCE');

    const { total: after } = await service.usage(ctx, 2);

    expect(before).toEqual({ ...NONE, requested: 1, queued: 1, computedWait: null, cachedWait: null });
    expect(after).toMatchObject({ ...NONE, requested: 1, withheld: 1 });
  });

  it('should never tell of less than nothing when the request’s process was killed before it wrote', async () => {
    recorder.ended(tryOn, 'COMPLETED');

    expect((await service.usage(ctx, 1)).total).toMatchObject({ ...NONE, requested: 1, computed: 1 });
  });

  it('should add several processes up', async () => {
    const [otherTally, other] = process();
    other.answered(ctx.channel.id, { kind: 'COMPLETED', tryOn, cacheState: 'MISS' }, 100);
    await otherTally.flush();
    completed('MISS');

    expect((await service.usage(ctx, 1)).total.computed).toBe(2);
  });

  it('should tell a shop nothing of another one', async () => {
    completed('MISS');

    expect(await service.usage(await catalog.context(), 30)).toEqual({
      total: { ...NONE, computedWait: null, cachedWait: null },
      days: [],
    });
  });

  it('should leave days out that lie before the wanted ones', async () => {
    completed('MISS');
    await tally.flush();
    await catalog.database.query('UPDATE try_on_count SET day = day - 3 WHERE channel_id = $1', [
      ctx.channel.id,
    ]);
    completed('HIT');

    expect((await service.usage(ctx, 3)).days).toHaveLength(1);
    expect((await service.usage(ctx, 4)).days.map(({ sums }) => [sums.computed, sums.cached])).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  it('should keep nothing that tells of a shopper or of one try-on', async () => {
    completed('MISS');
    completed('MISS');
    await tally.flush();

    const rows = await catalog.database.query<Record<string, unknown>[]>(
      'SELECT * FROM try_on_count WHERE channel_id = $1',
      [ctx.channel.id],
    );

    expect(rows).toHaveLength(1);
    expect(Object.keys(rows[0]!).sort()).toEqual(['amount', 'bucket', 'channel_id', 'day', 'outcome']);
  });

  it('should write the counts of other shops when one is gone', async () => {
    recorder.answered(randomUUID(), { kind: 'COMPLETED', tryOn, cacheState: 'MISS' }, 100);
    completed('MISS');

    expect((await service.usage(ctx, 1)).total.computed).toBe(1);
  });
});
