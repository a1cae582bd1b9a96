import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from './support/api-client.js';
import { createTestData, type TestData, TestServer } from './support/server.js';
import { addGarment, fetchBytes, poll, sample, tryOn, uploadPhoto, waitForGarment } from './support/shop.js';

const SETTINGS = { SEED_SAMPLES: 'false', SWEEP_GRACE_SECONDS: '0', INFERENCE_QUEUE_LIMIT: '1' };
const ROUNDS = 2;

/** What the server has acknowledged, and must therefore still know after it was killed. */
interface Acknowledged {
  readonly garments: Set<string>;
  readonly preparing: Set<string>;
  readonly results: Set<string>;
  readonly queued: Set<string>;
  readonly deleted: Set<string>;
}

describe('a server that is killed', () => {
  let data: TestData;
  let server: TestServer;
  let shopper: ApiClient;

  beforeAll(async () => {
    data = await createTestData();
    server = await TestServer.start(data, SETTINGS);
    shopper = await ApiClient.shopper(server.origin);
  });
  afterAll(async () => {
    await server.stop();
    await data.remove();
  });

  it('should lose no acknowledged garment, result or deletion, resume its jobs and leave no orphan file', async () => {
    const garment = await addGarment(
      ApiClient.admin(server.origin),
      'first',
      await sample('garments/g01.jpg'),
    );
    const person = await sample('people/p01_g04.jpg');
    const acknowledged: Acknowledged = {
      garments: new Set(),
      preparing: new Set(),
      results: new Set(),
      queued: new Set(),
      deleted: new Set(),
    };

    for (let round = 0; round < ROUNDS; round++) {
      const { id: photo } = await uploadPhoto(shopper, person);
      const work = mixedRequests(server, shopper, { garmentId: garment.id, photo, round }, acknowledged);
      await sleep(1_500);
      await server.kill();
      await work;
      server = await TestServer.start(data, SETTINGS);
      shopper = new ApiClient(server.origin, 'shop', shopper.headers);
    }
    const admin = ApiClient.admin(server.origin);

    expect(
      acknowledged.garments.size + acknowledged.results.size + acknowledged.deleted.size,
    ).toBeGreaterThan(20);
    for (const id of acknowledged.garments) {
      expect(await admin.ask('query ($id: ID!) { garment(id: $id) { id } }', { id })).toEqual({
        garment: { id },
      });
    }
    for (const id of acknowledged.preparing) expect((await waitForGarment(admin, id)).status).toBe('READY');
    for (const id of [...acknowledged.results, ...acknowledged.queued]) {
      const url = await poll(async () => {
        const { tryOn: found } = await shopper.ask<{
          tryOn: { state: string; picture: { url: string } | null } | null;
        }>('query ($id: ID!) { tryOn(id: $id) { state picture { url } } }', { id });
        expect(found, 'an acknowledged try-on').not.toBeNull();
        expect(found?.state).not.toBe('FAILED');
        return found?.picture?.url;
      });
      expect((await fetchBytes(url)).length).toBeGreaterThan(1_000);
    }
    for (const id of acknowledged.deleted) {
      expect(await shopper.ask('query ($id: ID!) { personPhoto(id: $id) { id } }', { id })).toEqual({
        personPhoto: null,
      });
    }
    await expectNoOrphans(data, acknowledged);
  });
});

/** Fires garments, photos, deletions and try-ons until the server goes away; notes what it acknowledged. */
async function mixedRequests(
  server: TestServer,
  shopper: ApiClient,
  { garmentId, photo, round }: { garmentId: string; photo: string; round: number },
  acknowledged: Acknowledged,
): Promise<void> {
  const admin = ApiClient.admin(server.origin);
  const picture = await sample('garments/g09.jpg');
  const person = await sample('people/p02_g03.jpg');
  const create =
    'mutation ($sku: String!) { createGarment(input: { sku: $sku, name: "n", category: UPPER_BODY }) { ... on Garment { id } } }';
  const remove = 'mutation ($id: ID!) { deletePersonPhoto(id: $id) { __typename } }';
  const kinds = [
    async (i: number) => {
      const { createGarment } = await admin.ask<{ createGarment: { id: string } }>(create, {
        sku: `${round}-${i}`,
      });
      acknowledged.garments.add(createGarment.id);
    },
    async (i: number) => {
      const answer = await tryOn(shopper, garmentId, photo, { quality: 1 + (i % 99), maxSide: 256 });
      if (answer.__typename === 'TryOnCompleted') acknowledged.results.add(answer.tryOn?.id ?? '');
      if (answer.__typename === 'TryOnQueued') acknowledged.queued.add(answer.tryOn?.id ?? '');
    },
    async () => {
      const upload = await uploadPhoto(shopper, person);
      if (upload.status !== 200) return;
      await shopper.ask(remove, { id: upload.id });
      acknowledged.deleted.add(upload.id);
    },
    async (i: number) => {
      if (i % 20 !== 3) return;
      const { id } = await addGarment(admin, `prepared-${round}-${i}`, picture);
      acknowledged.preparing.add(id);
    },
  ];
  const worker = async (first: number): Promise<void> => {
    for (let i = first; i < 200; i += 8) {
      const failed = await kinds[i % kinds.length]?.(i).then(
        () => false,
        () => true,
      );
      if (failed && server.process.killed) return;
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, first) => worker(first)));
}

/** After a sweep, every file belongs to a row; nothing of a deleted photo is left. */
async function expectNoOrphans(data: TestData, { deleted }: Acknowledged): Promise<void> {
  await poll(async () => {
    const persons = await readdir(join(data.dataDir, 'blobs', 'persons')).catch(() => []);
    return persons.some((id) => deleted.has(id)) ? undefined : true;
  }, 90_000);
}
