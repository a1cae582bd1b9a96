import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { dataSourceOptions } from '../database/data-source-options.js';
import { TemporaryPostgres } from '../database/embedded/temporary-postgres.js';
import { openDataSource } from '../database/open-data-source.js';
import { ApiKey } from './api-key.entity.js';
import { ApiKeyService } from './api-key.service.js';
import { Channel } from './channel.entity.js';
import { generateKey } from './key-material.js';

describe('ApiKeyService', () => {
  let database: TemporaryPostgres;
  let dataSource: DataSource;
  let service: ApiKeyService;
  let channelId: string;

  beforeAll(async () => {
    database = await TemporaryPostgres.open();
    const options = dataSourceOptions(database.settings, 3, () => undefined);
    dataSource = await openDataSource({ ...options, entities: [ApiKey, Channel] });
    service = new ApiKeyService(dataSource.getRepository(ApiKey));
    const channels = dataSource.getRepository(Channel);
    channelId = (
      await channels.save(channels.create({ code: 'shop', name: 'Shop', tryOnsPerShopperHour: 1 }))
    ).id;
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.close();
  });

  it('should make one row when several processes ensure the same shop key at once', async () => {
    const key = generateKey('SHOP');
    // Connections that are open already, lest the first is done before the last has begun.
    await Promise.all([1, 2, 3].map(() => dataSource.query('SELECT 1')));

    const usable = await Promise.all([1, 2, 3].map(() => service.ensureShopKey(channelId, key, 'Demo')));

    expect(usable).toEqual([true, true, true]);
    expect(await dataSource.getRepository(ApiKey).countBy({ channelId })).toBe(1);
    expect((await service.find('SHOP', key))?.channel.code).toBe('shop');
  });

  it('should leave a revoked shop key revoked', async () => {
    const key = generateKey('SHOP');
    await service.ensureShopKey(channelId, key, 'Demo');
    await dataSource.getRepository(ApiKey).update({ name: 'Demo' }, { revokedAt: new Date() });

    expect(await service.ensureShopKey(channelId, key, 'Demo')).toBe(false);
  });

  it('should not remember what was being read while all was forgotten', async () => {
    const key = generateKey('SHOP');
    const { apiKey } = await service.create(channelId, { kind: 'SHOP', name: 'Revoked' });
    const keys = dataSource.getRepository(ApiKey);
    vi.spyOn(keys, 'findOne').mockImplementationOnce(() => {
      service.forgetLookups();
      return Promise.resolve(apiKey);
    });

    expect(await service.find('SHOP', key)).toBe(apiKey);
    expect(await service.find('SHOP', key)).toBeUndefined();
  });
});
