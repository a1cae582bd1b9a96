import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiClient } from './support/api-client.js';
import { createTestData, type TestData, TestServer } from './support/server.js';
import { addGarment, poll, sample, tryOn, uploadPhoto, waitForGarment } from './support/shop.js';

describe('operations', () => {
  let data: TestData;
  const running: TestServer[] = [];

  const start = async (environment: Record<string, string> = {}, entry?: string): Promise<TestServer> => {
    const server = await TestServer.start(data, { SEED_SAMPLES: 'false', ...environment }, entry);
    running.push(server);
    return server;
  };

  beforeEach(async () => {
    data = await createTestData();
  });
  afterEach(async () => {
    for (const server of running.splice(0).reverse()) await server.stop();
    await data.remove();
  });

  it('should answer probes, and metrics of what it did', async () => {
    const server = await start({ METRICS_TOKEN: 'a-token-for-the-scraper' });
    const get = (path: string, headers = {}) => fetch(server.origin + path, { headers });
    const shopper = await ApiClient.shopper(server.origin);
    const garment = await addGarment(ApiClient.admin(server.origin), 'g01', await sample('garments/g01.jpg'));
    const { id } = await uploadPhoto(shopper, await sample('people/p01_g04.jpg'));
    await tryOn(shopper, garment.id, id);

    expect(await (await get('/health/live')).json()).toEqual({ status: 'ok' });
    expect(await (await get('/health/ready')).json()).toEqual({
      status: 'ok',
      checks: { server: 'ok', database: 'ok', storage: 'ok' },
    });
    expect((await get('/metrics')).status).toBe(403);
    const metrics = await (await get('/metrics', { authorization: 'Bearer a-token-for-the-scraper' })).text();
    expect(metrics).toContain('tryflow_try_ons_total{outcome="COMPLETED",cache="MISS"} 1');
    expect(metrics).toMatch(/tryflow_try_on_stage_seconds_count\{stage="network"\} 1/);
    expect(metrics).toMatch(/tryflow_jobs\{queue="garment.prepare",state="waiting"\} 0/);
    expect(metrics).toMatch(/nodejs_eventloop_lag_p99_seconds/);
  });

  it('should log each request once as JSON with the id that the client got', async () => {
    const server = await start();
    const response = await fetch(`${server.origin}/health/live`, {
      headers: { 'x-request-id': 'my-request-1' },
    });
    const { headers } = await fetch(`${server.origin}/nowhere`);

    expect(response.headers.get('x-request-id')).toBe('my-request-1');
    const line = await poll(() =>
      Promise.resolve(
        server.output.split('\n').find((text) => text.includes(headers.get('x-request-id') ?? '?')),
      ),
    );
    expect(JSON.parse(line)).toMatchObject({ msg: 'request', route: 'unknown', status: 404, level: 'info' });
  });

  it('should finish what runs and exit with 0 on SIGTERM', async () => {
    const server = await start();
    const shopper = await ApiClient.shopper(server.origin);
    const garment = await addGarment(ApiClient.admin(server.origin), 'g01', await sample('garments/g01.jpg'));
    const { id } = await uploadPhoto(shopper, await sample('people/p01_g04.jpg'));

    const answers = Array.from({ length: 16 }, (_, i) => tryOn(shopper, garment.id, id, { quality: 40 + i }));
    await poll(async () => {
      const metrics = await (await fetch(`${server.origin}/metrics`)).text();
      return /tryflow_inference_queue [1-9]/.test(metrics) ? true : undefined;
    });
    const stopped = server.stop();

    expect((await Promise.all(answers)).map(({ __typename }) => __typename)).toEqual(
      Array(16).fill('TryOnCompleted'),
    );
    expect(await stopped).toBe(0);
  });

  it('should leave jobs to a worker process when told to', async () => {
    const server = await start({ RUN_JOBS: 'false' });
    const worker = await start({}, 'dist/worker.js');
    const garment = await addGarment(ApiClient.admin(server.origin), 'g01', await sample('garments/g01.jpg'));

    expect(garment.status).toBe('READY');
    expect(await worker.stop()).toBe(0);
  });

  it('should come up once as a whole when several processes start at once on empty data', async () => {
    await data.remove();
    data = await createTestData({ bare: true });
    const servers = await Promise.all([start(), start(), start({}, 'dist/worker.js')]);

    const [first, second] = servers.map(({ origin }) => ApiClient.admin(origin));
    const channels = await first?.ask<{ channels: { totalItems: number } }>('{ channels { totalItems } }');
    expect(channels).toEqual({ channels: { totalItems: 1 } });
    expect(await second?.ask('{ me { role isPlatformOwner } }')).toEqual({
      me: { role: 'OWNER', isPlatformOwner: true },
    });
  });

  it('should seed the sample shop on the first start only', async () => {
    let server = await start({ SEED_SAMPLES: 'true' });
    let admin = ApiClient.admin(server.origin);
    const list =
      '{ garments(options: { take: 100 }) { items { id status } totalItems } samplePeople { totalItems } }';
    type Lists = {
      garments: { items: { id: string; status: string }[]; totalItems: number };
      samplePeople: { totalItems: number };
    };
    const seeded = await admin.ask<Lists>(list);
    for (const { id } of seeded.garments.items)
      expect((await waitForGarment(admin, id)).status).toBe('READY');

    expect([seeded.garments.totalItems, seeded.samplePeople.totalItems]).toEqual([14, 8]);
    await admin.ask('mutation ($id: ID!) { archiveGarment(id: $id) { __typename } }', {
      id: seeded.garments.items[0]?.id,
    });
    await server.stop();
    server = await start({ SEED_SAMPLES: 'true' });
    admin = ApiClient.admin(server.origin);
    const again = await admin.ask<Lists>(list);
    expect(again.garments.totalItems).toBe(14);
    expect(again.garments.items.filter(({ status }) => status === 'ARCHIVED')).toHaveLength(1);
  });

  it('should name what is wrong and exit when a setting cannot be used', async () => {
    await expect(start({ PORT: 'eighty' })).rejects.toThrow(/PORT: expected integer/);
    await expect(start({ MODEL: 'nothing-like-it' })).rejects.toThrow(/There is no model "nothing-like-it"/);
  });

  it('should end expired photos and results by itself', async () => {
    const server = await start({ PERSON_PHOTO_SECONDS: '15', TRY_ON_SECONDS: '15' });
    const shopper = await ApiClient.shopper(server.origin);
    const garment = await addGarment(ApiClient.admin(server.origin), 'g01', await sample('garments/g01.jpg'));
    const { id } = await uploadPhoto(shopper, await sample('people/p01_g04.jpg'));
    const { tryOn: done } = await tryOn(shopper, garment.id, id);

    await poll(async () => ((await fetch(done?.picture?.url ?? '')).status === 404 ? true : undefined));
    expect(await shopper.ask('query ($id: ID!) { personPhoto(id: $id) { id } }', { id })).toEqual({
      personPhoto: null,
    });
  });
});
