import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FlowMap } from '../apps/admin/src/matrix/flow-map.js';
import { ApiClient, put } from './support/api-client.js';
import { appearanceFlow, centreOfRed } from './support/appearance-flow.js';
import { meanDifference } from './support/picture-difference.js';
import { blackPng } from './support/png-chunks.js';
import { createTestData, type TestData, TestServer } from './support/server.js';
import {
  addGarment,
  addSamplePerson,
  fetchBytes,
  poll,
  sample,
  tryOn,
  uploadPhoto,
  waitForGarment,
  waitForTryOn,
} from './support/shop.js';
import { drawGarment } from './support/test-garment.js';
import { pipelineOf } from './support/test-picture.js';

const UNKNOWN_ID = '6f0e3a5e-0000-4000-8000-000000000000';

describe('tryOn', () => {
  let data: TestData;
  let server: TestServer;
  let admin: ApiClient;
  let shopper: ApiClient;
  const garments = new Map<string, string>();
  let photo: string;

  beforeAll(async () => {
    data = await createTestData();
    server = await TestServer.start(data, { SEED_SAMPLES: 'false', INFERENCE_WORKERS: '2', PUBLIC_URL: '' });
    admin = ApiClient.admin(server.origin);
    shopper = await ApiClient.shopper(server.origin);
    for (const name of ['g01', 'g09', 'g14']) {
      const garment = await addGarment(admin, name, await sample(`garments/${name}.jpg`));
      expect(garment.status).toBe('READY');
      garments.set(name, garment.id);
    }
    photo = (await uploadPhoto(shopper, await sample('people/p01_g04.jpg'))).id;
  });
  afterAll(async () => {
    await server.stop();
    await data.remove();
  });

  const garment = (name: string) => garments.get(name) ?? '';
  const maskOf = async (id: string): Promise<{ url: string; handMade: boolean }> => {
    const answer = await admin.ask<{ garment: { mask: { url: string; handMade: boolean } } }>(
      'query ($id: ID!) { garment(id: $id) { mask { url handMade } } }',
      { id },
    );
    return answer.garment.mask;
  };

  it('should answer a picture in the mutation, then the same one from the cache', async () => {
    const first = await tryOn(shopper, garment('g01'), photo);
    const second = await tryOn(shopper, garment('g01'), photo);

    expect(first).toMatchObject({ __typename: 'TryOnCompleted', cacheState: 'MISS' });
    expect(first.tryOn).toMatchObject({
      state: 'COMPLETED',
      picture: { width: 768, height: 1024, mediaType: 'image/jpeg' },
    });
    expect(first.tryOn?.timings?.totalMs).toBeGreaterThan(first.tryOn?.timings?.networkMs ?? Infinity);
    expect(first.tryOn?.receipt).toMatchObject({ modelId: 'small-student', executionProvider: 'cpu' });
    expect(second).toMatchObject({ cacheState: 'HIT', tryOn: { id: first.tryOn?.id } });
    const { format, width, height } = await sharp(
      await fetchBytes(first.tryOn?.picture?.url ?? ''),
    ).metadata();
    expect([format, width, height]).toEqual(['jpeg', 768, 1024]);
  });

  it.each([
    ['p01_g04', 'g01', 'p01_g01'],
    ['p07_g05', 'g09', 'p07_g09'],
    ['p10_g13', 'g14', 'p10_g14'],
  ])(
    'should come closer to %s really wearing %s than the unchanged photo is',
    async (person, name, truth) => {
      const before = await sample(`people/${person}.jpg`);
      const { id } = await uploadPhoto(shopper, before);
      const { tryOn: done } = await tryOn(shopper, garment(name), id);
      const after = await fetchBytes(done?.picture?.url ?? '');
      const wanted = await sample(`truth/${truth}.jpg`);

      expect(await meanDifference(after, wanted)).toBeLessThan(0.8 * (await meanDifference(before, wanted)));
    },
  );

  it('should leave untouched pixels of the photo bit-identical in a PNG', async () => {
    const { tryOn: done } = await tryOn(shopper, garment('g01'), photo, { format: 'PNG' });
    const before = await sharp(await sample('people/p01_g04.jpg'))
      .raw()
      .toBuffer();
    const after = await sharp(await fetchBytes(done?.picture?.url ?? ''))
      .raw()
      .toBuffer();

    let changed = 0;
    for (let i = 0; i < before.length; i += 3) {
      if (before[i] !== after[i] || before[i + 1] !== after[i + 1] || before[i + 2] !== after[i + 2])
        changed++;
    }
    const share = changed / (before.length / 3);
    expect(after.length).toBe(before.length);
    expect(share).toBeGreaterThan(0.05);
    expect(share).toBeLessThan(0.6);
    expect(after.subarray(0, 768 * 3 * 40)).toEqual(before.subarray(0, 768 * 3 * 40));
  });

  it.each([
    ['WEBP', 'webp'],
    ['PNG', 'png'],
    ['JPEG', 'jpeg'],
  ])('should answer %s in the asked size, marked as synthetic', async (format, detected) => {
    const { tryOn: done } = await tryOn(shopper, garment('g09'), photo, {
      format,
      quality: 70,
      maxSide: 512,
    });
    const bytes = await fetchBytes(done?.picture?.url ?? '');
    const metadata = await sharp(bytes).metadata();

    expect([metadata.format, metadata.width, metadata.height]).toEqual([detected, 384, 512]);
    expect(metadata.xmpAsString).toContain('compositeWithTrainedAlgorithmicMedia');
    expect(metadata.exif).toBeUndefined();
  });

  it('should never enlarge beyond the photo', async () => {
    const { tryOn: done } = await tryOn(shopper, garment('g09'), photo, { maxSide: 4000 });

    expect(done?.picture).toMatchObject({ width: 768, height: 1024 });
  });

  it('should compute equal concurrent requests once', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => tryOn(shopper, garment('g14'), photo)));

    expect(new Set(answers.map(({ tryOn: one }) => one?.id)).size).toBe(1);
    expect(answers.filter(({ cacheState }) => cacheState === 'MISS')).toHaveLength(1);
  });

  it.each([
    ['quality', { quality: 0 }],
    ['quality', { quality: 101 }],
    ['maxSide', { maxSide: 12 }],
  ])('should name %s when it is out of range', async (field, output) => {
    await expect(tryOn(shopper, garment('g01'), photo, output)).rejects.toThrow(
      new RegExp(`${field}.*BAD_USER_INPUT`),
    );
  });

  it('should answer each expected failure as a member of the union', async () => {
    const { createGarment: draft } = await admin.ask<{ createGarment: { id: string } }>(
      'mutation { createGarment(input: { sku: "no-picture", name: "n", category: UPPER_BODY }) { ... on Garment { id } } }',
    );

    expect(await tryOn(shopper, UNKNOWN_ID, photo)).toMatchObject({ errorCode: 'GARMENT_NOT_FOUND' });
    expect(await tryOn(shopper, 'not-an-id', photo)).toMatchObject({ errorCode: 'GARMENT_NOT_FOUND' });
    expect(await tryOn(shopper, draft.id, photo)).toMatchObject({ errorCode: 'GARMENT_NOT_READY' });
    expect(await tryOn(shopper, garment('g01'), UNKNOWN_ID)).toMatchObject({
      errorCode: 'PERSON_PHOTO_NOT_FOUND',
    });
    const stranger = await ApiClient.shopper(server.origin);
    expect(await tryOn(stranger, garment('g01'), photo)).toMatchObject({
      errorCode: 'PERSON_PHOTO_NOT_FOUND',
    });
  });

  it('should withhold the picture when the photo shows no person', async () => {
    const { id } = await uploadPhoto(shopper, await noisePicture());

    const answer = await tryOn(shopper, garment('g01'), id);

    expect(answer).toMatchObject({ __typename: 'TryOnLowConfidence', errorCode: 'TRY_ON_LOW_CONFIDENCE' });
    expect(answer.confidence?.score).toBeLessThan(0.5);
  });

  it('should judge by the shop’s own threshold from the moment it is set, stored results too', async () => {
    const noise = await uploadPhoto(shopper, await noisePicture());
    const answers = async () => {
      const both = [
        await tryOn(shopper, garment('g01'), photo),
        await tryOn(shopper, garment('g01'), noise.id),
      ];
      return both.map(({ __typename, threshold }) => [__typename, threshold]);
    };
    const byDefault = [
      ['TryOnCompleted', undefined],
      ['TryOnLowConfidence', 0.5],
    ];
    expect(await answers()).toEqual(byDefault);

    await setThreshold(admin, 1);
    expect(await answers()).toEqual([
      ['TryOnLowConfidence', 1],
      ['TryOnLowConfidence', 1],
    ]);
    await setThreshold(admin, 0);
    expect((await answers()).map(([type]) => type)).toEqual(['TryOnCompleted', 'TryOnCompleted']);
    await expect(setThreshold(admin, 1.1)).rejects.toThrow(/confidenceThreshold.*BAD_USER_INPUT/);
    expect(await setThreshold(admin, null)).toEqual({
      confidenceThreshold: null,
      defaultConfidenceThreshold: 0.5,
    });
    expect(await answers()).toEqual(byDefault);
  });

  it('should count for the merchant what was asked for and what became of it', async () => {
    const { id: noiseId } = await uploadPhoto(shopper, await noisePicture());
    const before = await usage(admin);

    await tryOn(shopper, garment('g01'), photo, { quality: 31 });
    await tryOn(shopper, garment('g01'), photo, { quality: 31 });
    await tryOn(shopper, garment('g01'), noiseId);
    await tryOn(shopper, UNKNOWN_ID, photo);

    const after = await usage(admin);
    const more = (name: keyof UsageTotal) => after[name] - before[name];
    expect([more('computed'), more('cached'), more('withheld'), more('refused')]).toEqual([1, 1, 1, 1]);
    expect([more('requested'), more('failed'), more('queued')]).toEqual([4, 0, 0]);
  });

  it('should ask for consent again when the text has a new version', async () => {
    await admin.ask('mutation { updateChannel(input: { consentVersion: "2" }) { id } }');

    expect(await tryOn(shopper, garment('g01'), photo)).toMatchObject({ errorCode: 'CONSENT_REQUIRED' });
    await admin.ask('mutation { updateChannel(input: { consentVersion: "1" }) { id } }');
  });

  it('should delete the photo with its results and answer a receipt', async () => {
    const { id } = await uploadPhoto(shopper, await sample('people/p02_g03.jpg'));
    const { tryOn: done } = await tryOn(shopper, garment('g01'), id);
    const url = done?.picture?.url ?? '';
    const remove =
      'mutation ($id: ID!) { deletePersonPhoto(id: $id) { __typename ... on DeletionReceipt { photosDeleted tryOnsDeleted signature } } }';

    const { deletePersonPhoto: receipt } = await shopper.ask<{ deletePersonPhoto: object }>(remove, { id });

    expect(receipt).toMatchObject({ __typename: 'DeletionReceipt', photosDeleted: 1, tryOnsDeleted: 1 });
    expect((await fetch(url)).status).toBe(404);
    expect(await tryOn(shopper, garment('g01'), id)).toMatchObject({ errorCode: 'PERSON_PHOTO_NOT_FOUND' });
    expect(await shopper.ask('query ($id: ID!) { tryOn(id: $id) { id } }', { id: done?.id })).toEqual({
      tryOn: null,
    });
  });

  it('should pre-warm garments × sample people and report, so that shoppers find them ready', async () => {
    const person = await addSamplePerson(admin, 'Model', await sample('people/p06_g11.jpg'));
    const { prewarmTryOns } = await admin.ask<{ prewarmTryOns: { id: string; total: number } }>(
      'mutation ($g: [ID!], $p: [ID!]) { prewarmTryOns(input: { garmentIds: $g, samplePersonIds: $p }) { ... on Prewarm { id total } } }',
      { g: [garment('g01'), garment('g09')], p: [person] },
    );
    const report = await poll(async () => {
      const { prewarm } = await admin.ask<{ prewarm: { state: string; computed: number } }>(
        'query ($id: ID!) { prewarm(id: $id) { state total computed alreadyCached lowConfidence failed computeSeconds finishedAt } }',
        { id: prewarmTryOns.id },
      );
      return prewarm.state === 'COMPLETED' ? prewarm : undefined;
    });

    expect(prewarmTryOns.total).toBe(2);
    expect(report).toMatchObject({ total: 2, computed: 2, alreadyCached: 0, failed: 0 });
    expect(await tryOn(shopper, garment('g01'), person)).toMatchObject({ cacheState: 'HIT' });
  });

  it('should say where the print of a worn garment comes from on its cut-out', async () => {
    const { picture } = drawGarment({
      width: 600,
      height: 800,
      cloth: [32, 60, 120],
      print: [230, 40, 40],
    });
    const printed = await addGarment(admin, 'printed', await pipelineOf(picture).png().toBuffer());
    const person = await addSamplePerson(admin, 'Model', await sample('people/p06_g11.jpg'));
    const worn = await tryOn(shopper, printed.id, person);

    const flow = await appearanceFlow(admin, printed.id, person);

    expect(flow.tryOn?.id).toBe(worn.tryOn?.id);
    const result = await centreOfRed(await fetchBytes(flow.tryOn?.picture?.url ?? ''));
    const source = new FlowMap(flow).sourceOf(result);
    const print = await centreOfRed(await fetchBytes(flow.cutout.url));
    expect(source?.share).toBeGreaterThan(0.95);
    expect(Math.abs((source?.x ?? 0) - print.x)).toBeLessThan(0.02);
    expect(Math.abs((source?.y ?? 0) - print.y)).toBeLessThan(0.02);
    expect(new FlowMap(flow).sourceOf({ x: 0.02, y: 0.02 })).toBeUndefined();
  });

  it('should look for the flow of sample people and ready garments only', async () => {
    const { samplePeople } = await admin.ask<{ samplePeople: { items: { id: string }[] } }>(
      '{ samplePeople { items { id } } }',
    );
    const person = samplePeople.items[0]?.id ?? '';
    const { garmentBySku: draft } = await admin.ask<{ garmentBySku: { id: string } }>(
      '{ garmentBySku(sku: "no-picture") { id } }',
    );

    expect(await appearanceFlow(admin, garment('g01'), photo)).toMatchObject({ errorCode: 'NOT_FOUND' });
    expect(await appearanceFlow(admin, UNKNOWN_ID, person)).toMatchObject({ errorCode: 'NOT_FOUND' });
    expect(await appearanceFlow(admin, draft.id, person)).toMatchObject({ errorCode: 'NOT_READY' });
  });

  it('should purge results and compute anew', async () => {
    await tryOn(shopper, garment('g09'), photo);
    const { purgeTryOnCache } = await admin.ask<{ purgeTryOnCache: { tryOnsDeleted: number } }>(
      'mutation ($id: ID) { purgeTryOnCache(input: { garmentId: $id }) { tryOnsDeleted } }',
      { id: garment('g09') },
    );

    expect(purgeTryOnCache.tryOnsDeleted).toBeGreaterThan(0);
    expect(await tryOn(shopper, garment('g09'), photo)).toMatchObject({ cacheState: 'MISS' });
  });

  it('should try on what a hand-made mask leaves of a garment, and nothing of before', async () => {
    const { id } = await addGarment(admin, 'masked', await sample('garments/g01.jpg'));
    const automatic = await tryOn(shopper, id, photo);
    const { url } = await maskOf(id);

    const uploadUrl = await maskUpload(admin, id);
    expect(await put(uploadUrl, await shortened(await fetchBytes(url)))).toMatchObject({ status: 200 });
    expect(await waitForGarment(admin, id)).toMatchObject({ status: 'READY' });
    const byHand = await tryOn(shopper, id, photo);

    expect((await fetch(url)).status).toBe(404);
    expect((await maskOf(id)).handMade).toBe(true);
    expect(byHand).toMatchObject({ __typename: 'TryOnCompleted', cacheState: 'MISS' });
    expect(byHand.tryOn?.receipt?.garmentDigest).not.toBe(automatic.tryOn?.receipt?.garmentDigest);
    const pictures = await Promise.all(
      [automatic, byHand].map(({ tryOn: one }) => fetchBytes(one?.picture?.url ?? '')),
    );
    expect(await meanDifference(pictures[0]!, pictures[1]!)).toBeGreaterThan(1);

    await admin.ask('mutation ($id: ID!) { discardGarmentMask(id: $id) { __typename } }', { id });
    await waitForGarment(admin, id);
    expect((await maskOf(id)).handMade).toBe(false);
    expect(await tryOn(shopper, id, photo)).toMatchObject({
      cacheState: 'HIT',
      tryOn: { id: automatic.tryOn?.id },
    });
  });

  it('should refuse a broken mask with a reason and leave the garment as it was', async () => {
    const id = garment('g01');
    const before = await maskOf(id);
    const png = await fetchBytes(before.url);
    const code = async (bytes: Uint8Array) => {
      const { status, body } = await put(await maskUpload(admin, id), bytes);
      return [status, body.error?.code];
    };

    expect(await code(await sample('garments/g01.jpg'))).toEqual([422, 'UNSUPPORTED_TYPE']);
    expect(await code(png.subarray(0, png.length / 2))).toEqual([422, 'BROKEN']);
    expect(await code(new Uint8Array())).toEqual([422, 'EMPTY']);
    expect(await code(await sharp(png).resize(200).png().toBuffer())).toEqual([422, 'MASK_SIZE']);
    expect(await code(await blackPng(768, 1024, 8, 0))).toEqual([422, 'MASK_EMPTY']);
    expect(await code(await blackPng(60_000, 1_000, 1, 0))).toEqual([422, 'TOO_MANY_PIXELS']);

    expect(await maskOf(id)).toEqual(before);
    expect(await tryOn(shopper, id, photo)).toMatchObject({ __typename: 'TryOnCompleted' });
  });

  it('should take a mask for a garment of the own shop that has a picture only', async () => {
    const ask = (client: ApiClient, id: string) =>
      client.ask(
        'mutation ($id: ID!) { createGarmentMaskUpload(input: { garmentId: $id }) { __typename ... on ErrorResult { errorCode } } }',
        { id },
      );
    const { createChannel, createGarment } = await admin.ask<{
      createChannel: { ownerKey: { key: string } };
      createGarment: { id: string };
    }>(
      `mutation { createChannel(input: { code: "other", name: "n" }) { ... on CreatedChannel { ownerKey { key } } }
        createGarment(input: { sku: "bare", name: "n", category: DRESS }) { ... on Garment { id } } }`,
    );
    const other = ApiClient.admin(server.origin, createChannel.ownerKey.key);

    expect(await ask(other, garment('g01'))).toEqual({
      createGarmentMaskUpload: { __typename: 'NotFound', errorCode: 'NOT_FOUND' },
    });
    expect(await ask(admin, createGarment.id)).toEqual({
      createGarmentMaskUpload: { __typename: 'NotReady', errorCode: 'NOT_READY' },
    });
  });

  it('should list the shopper’s own try-ons only', async () => {
    const stranger = await ApiClient.shopper(server.origin);
    const count = async (client: ApiClient) =>
      (await client.ask<{ tryOns: { totalItems: number } }>('{ tryOns { totalItems } }')).tryOns.totalItems;

    expect(await count(shopper)).toBeGreaterThan(0);
    expect(await count(stranger)).toBe(0);
  });

  it('should hold a shopper to the quota, cached results being free', async () => {
    await admin.ask('mutation { updateChannel(input: { tryOnsPerShopperHour: 1 }) { id } }');
    const newcomer = await ApiClient.shopper(server.origin);
    const { id } = await uploadPhoto(newcomer, await sample('people/p03_g14.jpg'));
    await tryOn(newcomer, garment('g01'), id);

    expect(await tryOn(newcomer, garment('g01'), id)).toMatchObject({ cacheState: 'HIT' });
    expect(await tryOn(newcomer, garment('g09'), id)).toMatchObject({ errorCode: 'QUOTA_EXCEEDED' });
    await admin.ask('mutation { updateChannel(input: { tryOnsPerShopperHour: 10000 }) { id } }');
  });

  it('should finish what runs while the model is switched', async () => {
    const requests = Array.from({ length: 8 }, (_, i) =>
      tryOn(shopper, garment('g01'), photo, { quality: 30 + i }),
    );
    const { activateModel } = await admin.ask<{ activateModel: object }>(
      'mutation { activateModel(id: "small-student") { __typename ... on Model { id isActive } } }',
    );

    expect(activateModel).toEqual({ __typename: 'Model', id: 'small-student', isActive: true });
    expect((await Promise.all(requests)).every(({ __typename }) => __typename === 'TryOnCompleted')).toBe(
      true,
    );
    expect(await admin.ask('mutation { activateModel(id: "no-such-model") { __typename } }')).toEqual({
      activateModel: { __typename: 'NotFound' },
    });
  });

  it('should log nothing that points to a photo or a key', () => {
    expect(server.output).not.toContain(photo);
    expect(server.output).not.toContain('signature=');
    expect(server.output).not.toMatch(/"[0-9a-f]{64}"/);
    expect(server.output).not.toContain('persons/');
  });
});

/** A signed URL for a mask of the garment. */
async function maskUpload(admin: ApiClient, garmentId: string): Promise<string> {
  const { createGarmentMaskUpload: upload } = await admin.ask<{
    createGarmentMaskUpload: { uploadUrl: string };
  }>(
    'mutation ($id: ID!) { createGarmentMaskUpload(input: { garmentId: $id }) { ... on Upload { uploadUrl } } }',
    { id: garmentId },
  );
  return upload.uploadUrl;
}

/** The mask without what lies in the lowest 40 % of the picture. */
async function shortened(png: Buffer): Promise<Buffer> {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  data.fill(0, Math.round(info.height * 0.6) * info.width * info.channels);
  return sharp(data, { raw: info }).png().toBuffer();
}

describe('tryOn under overload', () => {
  let data: TestData;
  let server: TestServer;

  beforeAll(async () => {
    data = await createTestData();
    server = await TestServer.start(data, {
      SEED_SAMPLES: 'false',
      INFERENCE_QUEUE_LIMIT: '0',
      INFERENCE_WORKERS: '2',
      TRY_ON_JOB_LIMIT: '4',
    });
  });
  afterAll(async () => {
    await server.stop();
    await data.remove();
  });

  it('should queue jobs that come to an end, and say when it is full', async () => {
    const admin = ApiClient.admin(server.origin);
    const shopper = await ApiClient.shopper(server.origin);
    const { id: garmentId } = await addGarment(admin, 'g01', await sample('garments/g01.jpg'));
    const { id } = await uploadPhoto(shopper, await sample('people/p01_g04.jpg'));

    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, i) => tryOn(shopper, garmentId, id, { quality: 50 + i })),
    );

    const kinds = new Set(answers.map(({ __typename }) => __typename));
    expect(kinds).toContain('TryOnQueued');
    expect([...kinds].every((kind) => ['TryOnCompleted', 'TryOnQueued', 'TryOnBusy'].includes(kind))).toBe(
      true,
    );
    const queued = answers.filter(({ __typename }) => __typename === 'TryOnQueued');
    expect(queued.every(({ retryAfterMs }) => (retryAfterMs ?? 0) > 0)).toBe(true);
    const ended = await Promise.all(queued.map(({ tryOn: one }) => waitForTryOn(shopper, one?.id ?? '')));
    expect(ended.every(({ state, picture }) => state === 'COMPLETED' && picture !== null)).toBe(true);
    const total = await poll(async () => {
      const counted = await usage(admin);
      return counted.queued === 0 ? counted : undefined;
    });
    const busy = answers.filter(({ __typename }) => __typename === 'TryOnBusy').length;
    expect(total).toMatchObject({ requested: 30, computed: 30 - busy, refused: busy });
  });
});

type UsageTotal = Readonly<
  Record<'requested' | 'computed' | 'cached' | 'withheld' | 'failed' | 'queued' | 'refused', number>
>;

async function usage(admin: ApiClient): Promise<UsageTotal> {
  const { tryOnUsage } = await admin.ask<{ tryOnUsage: { total: UsageTotal } }>(
    '{ tryOnUsage(days: 2) { total { requested computed cached withheld failed queued refused } } }',
  );
  return tryOnUsage.total;
}

async function setThreshold(admin: ApiClient, threshold: number | null): Promise<object> {
  const { updateChannel } = await admin.ask<{ updateChannel: object }>(
    `mutation ($threshold: Float) { updateChannel(input: { confidenceThreshold: $threshold }) {
      confidenceThreshold defaultConfidenceThreshold } }`,
    { threshold },
  );
  return updateChannel;
}

/** A picture that shows nothing. */
function noisePicture(): Promise<Buffer> {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 40 };
  return sharp({ create: { width: 600, height: 800, channels: 3, background: 'grey', noise } })
    .png()
    .toBuffer();
}
