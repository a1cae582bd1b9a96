import type { ShopClient } from '@tryflow/client';
import { ShopApiError } from '@tryflow/client';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { EngineCall, GarmentChoice, OwnPhotoChoice } from '../engine/try-on-engine.js';
import { DeviceEngine } from './device-engine.js';
import { DeviceError } from './device-error.js';
import type { DeviceRequest } from './device-messages.js';

/** Studios that were started; each answers what the test says. */
const studios: FakeStudio[] = [];
let answers: Partial<Record<DeviceRequest['kind'], () => unknown>> = {};

class FakeStudio {
  readonly place = 'WORKER';
  isAlive = true;
  readonly asked: DeviceRequest[] = [];

  end(): void {
    this.isAlive = false;
  }

  async ask(request: DeviceRequest, onShare?: (share: number) => void): Promise<unknown> {
    this.asked.push(request);
    onShare?.(0.5);
    return Promise.resolve(answers[request.kind]?.());
  }
}

vi.mock('./device-host.js', () => ({
  startDeviceHost: () => {
    studios.push(new FakeStudio());
    return Promise.resolve(studios.at(-1));
  },
}));
vi.mock('./device-ability.js', () => ({ isDeviceAble: () => true }));

const GARMENT: GarmentChoice = { id: 'garment', sku: 'A', name: 'Shirt', pictureUrl: undefined };
const PHOTO = new Blob([new Uint8Array(5_000).fill(7)], { type: 'image/jpeg' });
const MODEL = { digest: 'd', frameWidth: 96, frameHeight: 128, confidenceThreshold: 0.5, parts: [] };
const WORN = { picture: new Blob(['jpeg']), width: 3, height: 4, confidence: 0.9, provider: 'WASM' };

describe('DeviceEngine', () => {
  const sent: { name: string; variables: unknown }[] = [];
  let served: Record<string, unknown>;
  let engine: DeviceEngine;
  let call: EngineCall;

  beforeEach(() => {
    studios.length = 0;
    sent.length = 0;
    served = {
      DeviceModel: { deviceModel: MODEL },
      GarmentCutout: {
        garment: { id: 'garment', cutout: { url: 'https://server.example/pictures/cutout/x' } },
      },
      ReportDeviceTryOn: { reportDeviceTryOn: { __typename: 'DeviceTryOnReported' } },
    };
    answers = {
      missingBytes: () => 1_000,
      load: () => ({ provider: 'WASM', threads: 1 }),
      usePhoto: () => ({ width: 30, height: 40, errors: [] }),
      tryOn: () => WORN,
    };
    const client: Pick<ShopClient, 'send'> = {
      send: <Data>({ name }: { name: string }, variables: unknown) => {
        sent.push({ name, variables });
        const answer = served[name];
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer as Data);
      },
    };
    engine = new DeviceEngine(client as ShopClient, { maxPhotoSide: 2_048 });
    call = { signal: new AbortController().signal };
  });

  const ownPhoto = async () => (await engine.usePhoto(PHOTO, { version: '1' }, call)) as OwnPhotoChoice;

  it('should take a photo into use without asking the server anything', async () => {
    const own = await ownPhoto();

    expect(own).toMatchObject({ kind: 'OWN', width: 30, height: 40 });
    expect(sent).toEqual([]);
  });

  it('should say what is wrong when the photo cannot be used', async () => {
    answers.usePhoto = () => ({ width: 3, height: 4, errors: ['TOO_SMALL'] });
    const small = await ownPhoto();
    answers.usePhoto = () => Promise.reject(new DeviceError('PICTURE_BROKEN', 'no picture'));
    const broken = await ownPhoto();

    expect(small).toEqual({ kind: 'REFUSED', reason: 'PERSON_PHOTO_REJECTED', issues: ['TOO_SMALL'] });
    expect(broken).toEqual({ kind: 'REFUSED', reason: 'PERSON_PHOTO_REJECTED', issues: ['UNREADABLE'] });
  });

  it('should tell the server of a try-on what is counted, and nothing else', async () => {
    const person = await ownPhoto();
    const result = await engine.tryOn({ person, garment: GARMENT }, call);

    expect(result).toMatchObject({ kind: 'PICTURE', width: 3, height: 4, executionProvider: 'wasm' });
    expect(sent.map(({ name }) => name)).toEqual(['DeviceModel', 'GarmentCutout', 'ReportDeviceTryOn']);
    expect(sent[2]?.variables).toEqual({
      input: {
        garmentId: 'garment',
        outcome: 'COMPLETED',
        provider: 'WASM',
        durationMs: expect.any(Number) as number,
      },
    });
    const { durationMs } = (sent[2]?.variables as { input: { durationMs: number } }).input;
    expect(Number.isInteger(durationMs)).toBe(true);
  });

  it('should withhold and report a picture that would probably be wrong', async () => {
    answers.tryOn = () => ({ ...WORN, picture: undefined });

    const result = await engine.tryOn({ person: await ownPhoto(), garment: GARMENT }, call);

    expect(result).toEqual({ kind: 'REFUSED', reason: 'TRY_ON_LOW_CONFIDENCE' });
    expect(sent.at(-1)?.variables).toMatchObject({ input: { outcome: 'LOW_CONFIDENCE' } });
  });

  it('should show the picture when the report fails', async () => {
    served.ReportDeviceTryOn = new ShopApiError('The server could not be reached.', 'NETWORK', 0);

    expect(await engine.tryOn({ person: await ownPhoto(), garment: GARMENT }, call)).toMatchObject({
      kind: 'PICTURE',
    });
  });

  it('should download once, tell how far it is, and then have nothing left to download', async () => {
    const progress: object[] = [];
    const before = await engine.downloadBytes();

    await engine.prepare({ ...call, onProgress: (step) => progress.push(step) });
    await engine.prepare(call);

    expect([before, await engine.downloadBytes()]).toEqual([1_000, 0]);
    expect(progress).toEqual([{ step: 'DOWNLOAD', share: 0.5, totalBytes: 1_000 }]);
    expect(studios[0]?.asked.filter(({ kind }) => kind === 'load')).toHaveLength(1);
  });

  it.each([
    [
      'the shop computes on its server',
      () => (served.DeviceModel = { deviceModel: null }),
      'DEVICE_NOT_ABLE',
    ],
    ['the download breaks off', () => fail('load', 'OFFLINE'), 'MODEL_NOT_LOADED'],
    ['the model is damaged', () => fail('load', 'MODEL_DAMAGED'), 'MODEL_NOT_LOADED'],
    ['the device cannot run it', () => fail('load', 'NOT_ABLE'), 'DEVICE_NOT_ABLE'],
    ['the garment is gone', () => (served.GarmentCutout = { garment: null }), 'GARMENT_NOT_FOUND'],
    ['the cut-out cannot be fetched', () => fail('tryOn', 'OFFLINE'), 'OFFLINE'],
    ['the photo was forgotten', () => fail('tryOn', 'PHOTO_UNKNOWN'), 'PERSON_PHOTO_NOT_FOUND'],
  ])('should explain itself when %s', async (_case, spoil, reason) => {
    const person = await ownPhoto();
    spoil();

    expect(await engine.tryOn({ person, garment: GARMENT }, call)).toEqual({ kind: 'REFUSED', reason });
  });

  function fail(kind: DeviceRequest['kind'], code: DeviceError['code']): void {
    answers[kind] = () => Promise.reject(new DeviceError(code, 'as the test says'));
  }

  it('should download again after a download that broke off', async () => {
    fail('load', 'OFFLINE');
    const first = await engine.prepare(call);
    answers.load = () => ({ provider: 'WASM', threads: 1 });

    expect(first).toEqual({ kind: 'REFUSED', reason: 'MODEL_NOT_LOADED' });
    expect(await engine.prepare(call)).toBeUndefined();
  });

  it('should start and load another studio when the worker has broken down', async () => {
    await engine.prepare(call);
    studios[0]!.isAlive = false;

    expect(await engine.prepare(call)).toBeUndefined();
    expect(studios).toHaveLength(2);
    expect(studios[1]?.asked.map(({ kind }) => kind)).toContain('load');
  });

  it('should give a photo again to the studio that takes the place of a broken one', async () => {
    const person = await ownPhoto();
    await engine.tryOn({ person, garment: GARMENT }, call);
    studios[0]!.isAlive = false;
    answers.tryOn = () =>
      studios[1]?.asked.some(({ kind }) => kind === 'usePhoto')
        ? WORN
        : Promise.reject(new DeviceError('PHOTO_UNKNOWN', 'never seen'));

    expect(await engine.tryOn({ person, garment: GARMENT }, call)).toMatchObject({ kind: 'PICTURE' });
    expect(studios[1]?.asked.find(({ kind }) => kind === 'usePhoto')).toMatchObject({ id: person.id });
  });

  it('should give up a studio that was not able, so that another attempt begins with free memory', async () => {
    const person = await ownPhoto();
    fail('tryOn', 'NOT_ABLE');
    const first = await engine.tryOn({ person, garment: GARMENT }, call);
    answers.tryOn = () => WORN;

    expect(first).toEqual({ kind: 'REFUSED', reason: 'DEVICE_NOT_ABLE' });
    expect(studios[0]?.isAlive).toBe(false);
    expect(await engine.tryOn({ person, garment: GARMENT }, call)).toMatchObject({ kind: 'PICTURE' });
  });

  it('should count nothing to download when the studio has broken down, and leave the telling to the try-on', async () => {
    fail('missingBytes', 'NOT_ABLE');

    expect(await engine.downloadBytes()).toBe(0);
  });

  it('should start no studio only to forget a photo', async () => {
    const person = await ownPhoto();
    studios[0]!.isAlive = false;

    await engine.forgetPhoto(person);

    expect(studios).toHaveLength(1);
  });

  it('should reject with the signal’s reason when it is aborted while computing', async () => {
    const controller = new AbortController();
    const reason = new Error('closed');
    answers.tryOn = () => {
      controller.abort(reason);
      return new Promise(() => undefined);
    };
    const person = await ownPhoto();

    await expect(engine.tryOn({ person, garment: GARMENT }, { signal: controller.signal })).rejects.toBe(
      reason,
    );
  });

  it('should forget a photo without a receipt, since nothing had left the device', async () => {
    const person = await ownPhoto();

    expect(await engine.forgetPhoto(person)).toEqual({ heldOn: 'DEVICE', receipt: undefined });
    expect(studios[0]?.asked.at(-1)).toEqual({ kind: 'forgetPhoto', id: person.id });
    expect(sent).toEqual([]);
  });
});
