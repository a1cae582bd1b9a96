import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Channel } from '../access/channel.entity.js';
import type { ShopperContext } from '../access/request-context.js';
import type { TryOnMode } from '../api/shop-api.types.js';
import { CatalogFixture } from '../catalog/testing/catalog-fixture.js';
import { Metrics } from '../metrics/metrics.js';
import { DeviceTryOnRepository } from './device-try-on.repository.js';
import { DeviceTryOnService } from './device-try-on.service.js';

describe('DeviceTryOnService', () => {
  let catalog: CatalogFixture;
  let metrics: Metrics;
  let service: DeviceTryOnService;
  let ctx: ShopperContext;
  let garmentId: string;

  beforeAll(async () => {
    catalog = await CatalogFixture.open();
    metrics = new Metrics();
    service = new DeviceTryOnService(new DeviceTryOnRepository(catalog.database), catalog.service, metrics);
  }, 60_000);
  afterAll(() => catalog.close());
  beforeEach(async () => {
    ctx = await shopper('DEVICE_ONLY');
    garmentId = await readyGarment(ctx);
  });

  async function shopper(tryOnMode: TryOnMode): Promise<ShopperContext> {
    const { channel } = await catalog.context('shop');
    const stored = await catalog.database.getRepository(Channel).save({ ...channel, tryOnMode });
    return { api: 'shop', channel: stored, keyId: randomUUID(), shopperId: randomUUID() };
  }

  async function readyGarment(owner: ShopperContext): Promise<string> {
    const { id } = await catalog.garment(owner, 'A');
    await catalog.database.query(
      `UPDATE garment SET status = 'READY', cutout_blob = 'blob', cutout_digest = 'digest' WHERE id = $1`,
      [id],
    );
    return id;
  }

  const tryOn = (durationMs: number) =>
    ({ garmentId, outcome: 'COMPLETED', provider: 'WASM', durationMs }) as const;

  it('should add reports up by day when they come', async () => {
    expect(await service.report(ctx, tryOn(100))).toBe('REPORTED');
    await service.report(ctx, tryOn(300));
    await service.report(ctx, { ...tryOn(200), provider: 'WEBGPU' });
    await service.report(ctx, { ...tryOn(200), outcome: 'LOW_CONFIDENCE' });

    expect(await service.usage(ctx, 1)).toEqual([
      {
        day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
        completed: 3,
        lowConfidence: 1,
        webgpu: 1,
        meanMs: 200,
      },
    ]);
    expect(await metrics.registry.metrics()).toContain(
      'tryflow_device_try_ons_total{outcome="COMPLETED",provider="WEBGPU"} 1',
    );
  });

  it('should keep nothing that tells of a shopper or of one try-on', async () => {
    await service.report(ctx, tryOn(100));
    await service.report(ctx, tryOn(100));

    const rows = await catalog.database.query<Record<string, unknown>[]>(
      'SELECT * FROM device_try_on_count WHERE channel_id = $1',
      [ctx.channel.id],
    );

    expect(rows).toHaveLength(1);
    expect(Object.keys(rows[0]!).sort()).toEqual(
      ['amount', 'channel_id', 'day', 'garment_id', 'outcome', 'provider', 'total_ms'].sort(),
    );
    expect(JSON.stringify(rows)).not.toContain(ctx.shopperId);
  });

  it('should answer another shop’s garment like a missing one and count nothing', async () => {
    const other = await shopper('DEVICE_ONLY');

    expect(await service.report(other, tryOn(100))).toBe('GARMENT_NOT_FOUND');
    expect(await service.report(other, { ...tryOn(100), garmentId: randomUUID() })).toBe('GARMENT_NOT_FOUND');
    expect(await service.usage(other, 30)).toEqual([]);
    expect(await service.usage(ctx, 30)).toEqual([]);
  });

  it('should refuse a report when the shop computes on its server', async () => {
    const server = await shopper('SERVER');
    garmentId = await readyGarment(server);

    expect(await service.report(server, tryOn(100))).toBe('DEVICE_MODE_OFF');
    expect(await service.usage(server, 30)).toEqual([]);
  });

  it('should leave days out that lie before the wanted ones', async () => {
    await service.report(ctx, tryOn(100));
    await catalog.database.query('UPDATE device_try_on_count SET day = day - 3 WHERE channel_id = $1', [
      ctx.channel.id,
    ]);

    expect(await service.usage(ctx, 3)).toEqual([]);
    expect(await service.usage(ctx, 4)).toHaveLength(1);
  });
});
