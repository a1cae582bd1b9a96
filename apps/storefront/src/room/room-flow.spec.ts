import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { StorefrontContext } from '../core/storefront-context.js';
import { ShopEngines } from '../engine/shop-engines.js';
import type { OwnPhotoChoice, SamplePersonChoice, TryOnEngine } from '../engine/try-on-engine.js';
import type { ChosenPhoto } from '../photo/read-photo.js';
import { RoomFlow } from './room-flow.js';

const GARMENT = { id: 'g1', sku: 'A-1', name: 'Tee', category: 'UPPER_BODY', price: null, picture: null };
const MEI: SamplePersonChoice = {
  kind: 'SAMPLE',
  id: 'mei',
  name: 'Mei',
  pictureUrl: 'u',
  width: 3,
  height: 4,
};
const BLOB = new Blob(['photo']);
const OWN: OwnPhotoChoice = {
  kind: 'OWN',
  id: 'own',
  pictureUrl: 'blob:own',
  width: 3,
  height: 4,
  heldOn: 'SERVER',
  photo: BLOB,
};
const PHOTO: ChosenPhoto = {
  blob: BLOB,
  dataUrl: 'data:image/jpeg;base64,',
  width: 3,
  height: 4,
  issues: [],
};
const PICTURE = {
  kind: 'PICTURE' as const,
  url: 'u',
  width: 3,
  height: 4,
  elapsedMs: 12,
  fromCache: false,
  executionProvider: 'cpu',
  release: vi.fn(),
};

/** An engine whose methods a test may change. */
type Engine = { -readonly [Member in keyof TryOnEngine]: TryOnEngine[Member] };

describe('RoomFlow', () => {
  let engine: Engine;
  let context: Record<string, unknown>;
  let tell: ReturnType<typeof vi.fn<(name: string, detail: object | null) => void>>;
  let savesData = false;

  beforeEach(() => {
    savesData = false;
    tell = vi.fn();
    PICTURE.release.mockClear();
    engine = {
      kind: 'SERVER',
      downloadBytes: () => Promise.resolve(0),
      prepare: () => Promise.resolve(undefined),
      usePhoto: () => Promise.resolve(OWN),
      tryOn: () => Promise.resolve(PICTURE),
      forgetPhoto: () => Promise.resolve({ heldOn: 'SERVER', receipt: undefined }),
    };
    const shop = { name: 'Shop', consentVersion: '7', maxPhotoSide: 2048, tryOnMode: 'SERVER' as const };
    const policy = () => Promise.resolve(engine);
    const memory = { sendsPhotos: false };
    context = {
      shop: () => Promise.resolve(shop),
      engines: new ShopEngines({ shop: () => Promise.resolve(shop), policy, server: engine, memory }),
      person: () => Promise.resolve(undefined),
      samplePeople: () => Promise.resolve([MEI]),
      chooseSample: vi.fn(),
      chooseOwn: vi.fn(() => Promise.resolve()),
      chooseNobody: vi.fn(),
      client: {
        garmentBySku: (sku: string) => Promise.resolve(sku === 'A-1' ? GARMENT : null),
        garments: () => Promise.resolve({ items: [GARMENT] }),
        garment: () => Promise.resolve(GARMENT),
      },
    };
  });

  const flow = () =>
    new RoomFlow(
      context as unknown as StorefrontContext,
      () => undefined,
      tell,
      () => savesData,
    );
  const opened = async () => {
    const room = flow();
    await room.open('A-1');
    return room;
  };

  it('should offer a choice of person when nobody was chosen yet', async () => {
    const room = await opened();

    expect(room.state.view.name).toBe('START');
    expect(room.state.people).toEqual([MEI]);
    expect(room.state.garment?.sku).toBe('A-1');
  });

  it('should show the garment at once on whom was chosen before', async () => {
    context.person = () => Promise.resolve(MEI);

    const room = await opened();

    expect(room.state.view).toEqual({ name: 'RESULT', picture: PICTURE });
    expect(tell).toHaveBeenCalledWith('result', expect.objectContaining({ sku: 'A-1', person: 'SAMPLE' }));
  });

  it('should say so when the shop has no such article', async () => {
    const room = flow();

    await room.open('unknown');

    expect(room.state.view).toMatchObject({ name: 'REFUSED', refusal: { reason: 'GARMENT_NOT_FOUND' } });
  });

  it('should ask for consent before a photo is taken, once for each version of its text', async () => {
    const room = await opened();

    await room.wantPhoto({ from: 'CAMERA' });
    expect(room.state.view).toEqual({ name: 'CONSENT', then: { from: 'CAMERA' } });
    await room.agree({ from: 'CAMERA' });
    expect(room.state.view.name).toBe('CAMERA');
    expect(tell).toHaveBeenCalledWith('consent', { version: '7', computedOn: 'SERVER' });

    await room.wantPhoto({ from: 'CAMERA' });
    expect(room.state.view.name).toBe('CAMERA');
  });

  it('should hand the photo to the engine with the version that was agreed to', async () => {
    engine.usePhoto = vi.fn(engine.usePhoto.bind(engine));
    const room = await opened();
    await room.agree({ from: 'FILE' });

    await room.usePhoto(PHOTO);

    expect(engine.usePhoto).toHaveBeenCalledWith(PHOTO.blob, { version: '7' }, expect.anything());
    expect(room.state.ownPhoto).toBe(OWN);
    expect(room.state.view.name).toBe('RESULT');
  });

  it('should show why there is no picture and try the same again when asked', async () => {
    const tryOn = vi
      .fn<TryOnEngine['tryOn']>()
      .mockResolvedValueOnce({ kind: 'REFUSED', reason: 'TRY_ON_BUSY' })
      .mockResolvedValueOnce(PICTURE);
    engine.tryOn = tryOn;
    const room = await opened();

    await room.choosePerson(MEI);
    expect(room.state.view).toMatchObject({ name: 'REFUSED', refusal: { reason: 'TRY_ON_BUSY' } });
    expect(tell).toHaveBeenCalledWith('error', { reason: 'TRY_ON_BUSY' });

    await room.tryAgain();
    expect(room.state.view.name).toBe('RESULT');
  });

  it('should forget a photo that the server has deleted meanwhile', async () => {
    context.person = () => Promise.resolve(OWN);
    engine.tryOn = () => Promise.resolve({ kind: 'REFUSED', reason: 'PERSON_PHOTO_NOT_FOUND' });

    const room = await opened();

    expect(room.state.ownPhoto).toBeUndefined();
    expect(context.chooseNobody).toHaveBeenCalledOnce();
  });

  it('should ask before a download when the browser saves data, and go on once agreed', async () => {
    savesData = true;
    engine.downloadBytes = () => Promise.resolve(3_000_000);
    const room = await opened();

    await room.choosePerson(MEI);
    expect(room.state.view).toEqual({ name: 'DOWNLOAD', bytes: 3_000_000 });

    await room.agreeToDownload();
    expect(room.state.view.name).toBe('RESULT');
  });

  it('should end what ran before when another person is chosen', async () => {
    const signals: AbortSignal[] = [];
    engine.tryOn = ({ person }, { signal }) => {
      signals.push(signal);
      return person.id === 'mei' ? new Promise(() => undefined) : Promise.resolve(PICTURE);
    };
    const room = await opened();

    void room.choosePerson(MEI);
    await vi.waitFor(() => expect(signals).toHaveLength(1));
    await room.choosePerson(OWN);

    expect(signals[0]?.aborted).toBe(true);
    expect(room.state.view.name).toBe('RESULT');
    expect(room.state.person).toBe(OWN);
  });

  it('should delete the photo, forget the consent and free the picture', async () => {
    context.person = () => Promise.resolve(OWN);
    const room = await opened();

    await room.deletePhoto();

    expect(room.state.view).toEqual({
      name: 'DELETED',
      proof: { heldOn: 'SERVER', receipt: undefined },
    });
    expect(room.state.person).toBeUndefined();
    expect(PICTURE.release).toHaveBeenCalledOnce();
    await room.wantPhoto({ from: 'CAMERA' });
    expect(room.state.view.name).toBe('CONSENT');
  });

  it('should call a lost connection by its name, and anything else broken', async () => {
    const room = await opened();
    engine.tryOn = () => Promise.reject(Object.assign(new Error('gone'), { code: 'NETWORK' }));
    await room.choosePerson(MEI);
    expect(room.state.view).toMatchObject({ refusal: { reason: 'OFFLINE' } });

    engine.tryOn = () => Promise.reject(new Error('unexpected'));
    await room.choosePerson(MEI);
    expect(room.state.view).toMatchObject({ refusal: { reason: 'BROKEN' } });
  });
});
