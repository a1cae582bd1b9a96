import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from './support/api-client.js';
import { createTestData, type TestData, TestServer } from './support/server.js';
import { addGarment, addSamplePerson, fetchBytes, sample, tryOn, uploadPhoto } from './support/shop.js';

interface DeviceModelAnswer {
  readonly deviceModel: {
    readonly byteLength: number;
    readonly frameWidth: number;
    readonly confidenceThreshold: number;
    readonly parts: { kind: string; sha256: string; byteLength: number; url: string }[];
  } | null;
}

const DEVICE_MODEL =
  '{ deviceModel { byteLength frameWidth confidenceThreshold parts { kind sha256 byteLength url } } }';
const REPORT = `mutation ($g: ID!) { reportDeviceTryOn(input: { garmentId: $g, outcome: COMPLETED, provider: WASM, durationMs: 120 }) {
  __typename ... on ErrorResult { errorCode } } }`;

describe('try-on on the device', () => {
  let data: TestData;
  let server: TestServer;
  let admin: ApiClient;
  let shopper: ApiClient;
  let garmentId: string;
  let samplePersonId: string;
  let photoId: string;

  beforeAll(async () => {
    data = await createTestData();
    server = await TestServer.start(data, { SEED_SAMPLES: 'false' });
    admin = ApiClient.admin(server.origin);
    shopper = await ApiClient.shopper(server.origin);
    garmentId = (await addGarment(admin, 'G', await sample('garments/g01.jpg'))).id;
    samplePersonId = await addSamplePerson(admin, 'Model', await sample('people/p02_g03.jpg'));
    photoId = (await uploadPhoto(shopper, await sample('people/p01_g04.jpg'))).id;
  });
  afterAll(async () => {
    await server.stop();
    await data.remove();
  });

  async function setMode(mode: string): Promise<void> {
    await admin.ask(`mutation { updateChannel(input: { tryOnMode: ${mode} }) { tryOnMode } }`);
  }

  it('should offer no model and take no reports while the shop computes on its server', async () => {
    const { shop } = await shopper.ask<{ shop: object }>('{ shop { tryOnMode } }');

    expect(shop).toEqual({ tryOnMode: 'SERVER' });
    expect(await shopper.ask(DEVICE_MODEL)).toEqual({ deviceModel: null });
    expect(await shopper.ask(REPORT, { g: garmentId })).toEqual({
      reportDeviceTryOn: { __typename: 'DeviceModeOff', errorCode: 'DEVICE_MODE_OFF' },
    });
  });

  it('should hand out the model by signed URLs, content-addressed, when devices are preferred', async () => {
    await setMode('DEVICE_PREFERRED');
    await admin.ask('mutation { updateChannel(input: { confidenceThreshold: 0.3 }) { id } }');

    const { deviceModel } = await shopper.ask<DeviceModelAnswer>(DEVICE_MODEL);
    const files = await Promise.all(deviceModel!.parts.map(({ url }) => fetchBytes(url)));

    expect(deviceModel!.confidenceThreshold).toBe(0.3);
    expect(files.map((file) => createHash('sha256').update(file).digest('hex'))).toEqual(
      deviceModel!.parts.map(({ sha256 }) => sha256),
    );
    expect(files.reduce((sum, { length }) => sum + length, 0)).toBe(deviceModel!.byteLength);
    expect((await fetch(deviceModel!.parts[0]!.url.split('?')[0]!)).status).toBe(404);
    const { garment } = await shopper.ask<{ garment: { cutout: { url: string } } }>(
      'query ($id: ID!) { garment(id: $id) { cutout { url } } }',
      { id: garmentId },
    );
    expect((await fetchBytes(garment.cutout.url)).subarray(1, 4).toString()).toBe('PNG');
    expect((await tryOn(shopper, garmentId, photoId)).__typename).toBe('TryOnCompleted');
  });

  it('should refuse shoppers’ photos with a typed error when only devices may compute', async () => {
    await setMode('DEVICE_ONLY');

    const { createPersonPhotoUpload: refused } = await shopper.ask<{ createPersonPhotoUpload: object }>(
      `mutation { createPersonPhotoUpload(input: { consentVersion: "1", consentScope: TRY_ON }) {
        __typename ... on ErrorResult { errorCode } } }`,
    );

    expect(refused).toEqual({ __typename: 'OnDeviceOnly', errorCode: 'ON_DEVICE_ONLY' });
    expect(await tryOn(shopper, garmentId, photoId)).toMatchObject({ errorCode: 'ON_DEVICE_ONLY' });
    expect((await tryOn(shopper, garmentId, samplePersonId)).__typename).toBe('TryOnCompleted');
  });

  it('should count what devices report for the merchant', async () => {
    const { deviceTryOnUsage: before } = await admin.ask<{ deviceTryOnUsage: object[] }>(
      '{ deviceTryOnUsage { completed } }',
    );
    await shopper.ask(REPORT, { g: garmentId });
    await shopper.ask(REPORT, { g: garmentId });

    const { deviceTryOnUsage: after } = await admin.ask<{ deviceTryOnUsage: object[] }>(
      '{ deviceTryOnUsage(days: 2) { completed lowConfidence webgpu meanMs } }',
    );

    expect(before).toEqual([]);
    expect(after).toEqual([{ completed: 2, lowConfidence: 0, webgpu: 0, meanMs: 120 }]);
    expect((await ApiClient.shop(server.origin).send(REPORT, { g: garmentId })).status).toBe(401);
  });
});
