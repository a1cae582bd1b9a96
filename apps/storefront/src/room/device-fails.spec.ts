import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { StorefrontContext } from '../core/storefront-context.js';
import { ShopEngines } from '../engine/shop-engines.js';
import type {
  EngineKind,
  OwnPhotoChoice,
  Refusal,
  SamplePersonChoice,
  TryOnEngine,
  TryOnPicture,
} from '../engine/try-on-engine.js';
import type { ChosenPhoto } from '../photo/read-photo.js';
import { RoomFlow } from './room-flow.js';

const GARMENT = { id: 'g1', sku: 'A-1', name: 'Tee', category: 'UPPER_BODY', price: null, picture: null };
const SIZE = { width: 3, height: 4 };
const MEI: SamplePersonChoice = { kind: 'SAMPLE', id: 'mei', name: 'Mei', pictureUrl: 'u', ...SIZE };
const BLOB = new Blob(['photo']);
const PHOTO: ChosenPhoto = { blob: BLOB, dataUrl: 'data:,', ...SIZE, issues: [] };
const NOT_ABLE: Refusal = { kind: 'REFUSED', reason: 'DEVICE_NOT_ABLE' };
const NOT_LOADED: Refusal = { kind: 'REFUSED', reason: 'MODEL_NOT_LOADED' };

type Tell = (name: string, detail: object | null) => void;

/** An engine that works, until a test spoils it. */
function engineOf(kind: EngineKind) {
  const own: OwnPhotoChoice = {
    kind: 'OWN',
    id: `own-${kind}`,
    pictureUrl: 'blob:own',
    ...SIZE,
    heldOn: kind,
    photo: BLOB,
  };
  const picture: TryOnPicture = {
    kind: 'PICTURE',
    url: kind,
    ...SIZE,
    elapsedMs: 1,
    fromCache: false,
    executionProvider: undefined,
    release: () => undefined,
  };
  return {
    kind,
    downloadBytes: () => Promise.resolve(0),
    prepare: vi.fn<TryOnEngine['prepare']>(() => Promise.resolve(undefined)),
    usePhoto: vi.fn<TryOnEngine['usePhoto']>(() => Promise.resolve(own)),
    tryOn: vi.fn<TryOnEngine['tryOn']>(() => Promise.resolve(picture)),
    forgetPhoto: vi.fn<TryOnEngine['forgetPhoto']>(() =>
      Promise.resolve({ heldOn: kind, receipt: undefined }),
    ),
  };
}

describe('RoomFlow where the device fails after consent', () => {
  let device: ReturnType<typeof engineOf>;
  let server: ReturnType<typeof engineOf>;
  let tryOnMode: 'DEVICE_PREFERRED' | 'DEVICE_ONLY';
  let memory: { sendsPhotos: boolean };
  let tell: ReturnType<typeof vi.fn<Tell>>;
  let room: RoomFlow;

  beforeEach(async () => {
    device = engineOf('DEVICE');
    server = engineOf('SERVER');
    tryOnMode = 'DEVICE_PREFERRED';
    memory = { sendsPhotos: false };
    tell = vi.fn<Tell>();
    const shop = () => Promise.resolve({ name: 'Shop', consentVersion: '7', maxPhotoSide: 2048, tryOnMode });
    const context = {
      shop,
      engines: new ShopEngines({ shop, policy: () => Promise.resolve(device), server, memory }),
      person: () => Promise.resolve(undefined),
      samplePeople: () => Promise.resolve([MEI]),
      chooseSample: vi.fn(),
      chooseOwn: vi.fn(() => Promise.resolve()),
      chooseNobody: vi.fn(),
      client: {
        garmentBySku: () => Promise.resolve(GARMENT),
        garments: () => Promise.resolve({ items: [GARMENT] }),
      },
    };
    room = new RoomFlow(
      context as unknown as StorefrontContext,
      () => undefined,
      tell,
      () => false,
    );
    await room.open('A-1');
    await room.agree({ from: 'CAMERA' });
  });

  it.each([
    ['the download of the model fails', () => device.prepare.mockResolvedValue(NOT_LOADED)],
    ['the network cannot be run', () => device.tryOn.mockResolvedValue(NOT_ABLE)],
    ['the worker ends while it decodes the photo', () => device.usePhoto.mockResolvedValue(NOT_ABLE)],
  ])('should ask before the photo is sent when %s', async (_case, spoil) => {
    spoil();

    await room.usePhoto(PHOTO);

    expect(room.state.view).toMatchObject({ name: 'SEND_INSTEAD', photo: BLOB });
    expect(server.usePhoto).not.toHaveBeenCalled();
    expect(server.tryOn).not.toHaveBeenCalled();
  });

  it('should send the photo once the shopper agrees, go on there, and free it on the device', async () => {
    device.tryOn.mockResolvedValue(NOT_ABLE);
    await room.usePhoto(PHOTO);

    await room.sendInstead(BLOB);

    expect(server.usePhoto).toHaveBeenCalledExactlyOnceWith(BLOB, { version: '7' }, expect.anything());
    expect(room.state).toMatchObject({ view: { name: 'RESULT', picture: { url: 'SERVER' } } });
    expect(room.state).toMatchObject({ engineKind: 'SERVER', mirror: undefined });
    expect(room.state.ownPhoto?.heldOn).toBe('SERVER');
    expect(device.forgetPhoto).toHaveBeenCalledOnce();
    expect(tell).toHaveBeenCalledWith('consent', { version: '7', computedOn: 'DEVICE' });
    expect(tell).toHaveBeenCalledWith('consent', { version: '7', computedOn: 'SERVER' });
    expect(memory.sendsPhotos).toBe(true);
  });

  it('should send nothing and keep the photo when the shopper declines', async () => {
    device.tryOn.mockResolvedValue(NOT_ABLE);
    await room.usePhoto(PHOTO);

    room.start();

    expect(room.state.view.name).toBe('START');
    expect(room.state.ownPhoto?.heldOn).toBe('DEVICE');
    expect(memory.sendsPhotos).toBe(false);
    expect(server.usePhoto).not.toHaveBeenCalled();
  });

  it('should try on the device again when the shopper wishes', async () => {
    device.tryOn.mockResolvedValueOnce(NOT_ABLE);
    await room.usePhoto(PHOTO);

    await room.tryAgain();

    expect(room.state).toMatchObject({ view: { name: 'RESULT', picture: { url: 'DEVICE' } } });
  });

  it('should keep the photo on the device when sending it fails, and send it when asked again', async () => {
    device.tryOn.mockResolvedValue(NOT_ABLE);
    await room.usePhoto(PHOTO);
    server.usePhoto.mockResolvedValueOnce({ kind: 'REFUSED', reason: 'OFFLINE' });

    await room.sendInstead(BLOB);
    expect(room.state.view).toMatchObject({ name: 'REFUSED', refusal: { reason: 'OFFLINE' } });
    expect(device.forgetPhoto).not.toHaveBeenCalled();

    await room.tryAgain();
    expect(room.state.view.name).toBe('RESULT');
  });

  it('should show a model by the server without asking, since nothing of the shopper is sent', async () => {
    device.prepare.mockResolvedValue(NOT_LOADED);

    await room.choosePerson(MEI);

    expect(room.state).toMatchObject({ view: { name: 'RESULT', picture: { url: 'SERVER' } } });
    expect(room.state.engineKind).toBe('DEVICE');
  });

  it('should stop with the reason when photos must stay on the device, and still show models', async () => {
    tryOnMode = 'DEVICE_ONLY';
    device.prepare.mockResolvedValue(NOT_ABLE);

    await room.usePhoto(PHOTO);
    expect(room.state.view).toEqual({ name: 'REFUSED', refusal: NOT_ABLE });

    await room.choosePerson(MEI);
    expect(room.state.view).toMatchObject({ name: 'RESULT', picture: { url: 'SERVER' } });
    expect(server.usePhoto).not.toHaveBeenCalled();
  });
});
