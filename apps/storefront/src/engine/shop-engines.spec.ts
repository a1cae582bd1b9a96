import { beforeEach, describe, expect, it } from 'vitest';
import { ShopEngines, type WayOn } from './shop-engines.js';
import type { OwnPhotoChoice, RefusalReason, SamplePersonChoice, TryOnEngine } from './try-on-engine.js';

const DEVICE = { kind: 'DEVICE' } as TryOnEngine;
const SERVER = { kind: 'SERVER' } as TryOnEngine;
const MEI = { kind: 'SAMPLE', id: 'mei' } as SamplePersonChoice;
const OWN = { kind: 'OWN', id: 'own', heldOn: 'DEVICE' } as OwnPhotoChoice;

describe('ShopEngines', () => {
  let tryOnMode: 'DEVICE_PREFERRED' | 'DEVICE_ONLY';
  let memory: { sendsPhotos: boolean };
  let engines: ShopEngines;

  beforeEach(() => {
    tryOnMode = 'DEVICE_PREFERRED';
    memory = { sendsPhotos: false };
    engines = new ShopEngines({
      shop: () => Promise.resolve({ tryOnMode }),
      policy: () => Promise.resolve(DEVICE),
      server: SERVER,
      memory,
    });
  });

  const refuse = (reason: RefusalReason, person = OWN as OwnPhotoChoice | SamplePersonChoice) =>
    engines.afterRefusal(DEVICE, { kind: 'REFUSED', reason }, person.kind);

  it('should take the engine of the policy while nothing has failed', async () => {
    expect(await engines.forNewPhoto()).toBe(DEVICE);
    expect(await engines.forPerson(MEI)).toBe(DEVICE);
    expect(await engines.forPerson(OWN)).toBe(DEVICE);
  });

  it.each<[RefusalReason, 'DEVICE_PREFERRED' | 'DEVICE_ONLY', WayOn]>([
    ['DEVICE_NOT_ABLE', 'DEVICE_PREFERRED', 'ASK'],
    ['MODEL_NOT_LOADED', 'DEVICE_PREFERRED', 'ASK'],
    ['DEVICE_NOT_ABLE', 'DEVICE_ONLY', 'STOP'],
    ['MODEL_NOT_LOADED', 'DEVICE_ONLY', 'STOP'],
    ['TRY_ON_LOW_CONFIDENCE', 'DEVICE_PREFERRED', 'STOP'],
    ['OFFLINE', 'DEVICE_PREFERRED', 'STOP'],
  ])('should answer %s of a photo with the policy %s by %s', async (reason, mode, way) => {
    tryOnMode = mode;

    expect(await refuse(reason)).toBe(way);
    expect(await engines.forNewPhoto()).toBe(DEVICE);
  });

  it.each(['DEVICE_PREFERRED', 'DEVICE_ONLY'] as const)(
    'should show models by the server at once when the device fails and the policy is %s',
    async (mode) => {
      tryOnMode = mode;

      expect(await refuse('DEVICE_NOT_ABLE', MEI)).toBe('SERVER');
      expect(await engines.forPerson(MEI)).toBe(SERVER);
      expect(await engines.forPerson(OWN)).toBe(DEVICE);
      expect(memory.sendsPhotos).toBe(false);
    },
  );

  it('should not go on from the server, which has refused for itself', async () => {
    expect(await engines.afterRefusal(SERVER, { kind: 'REFUSED', reason: 'DEVICE_NOT_ABLE' }, 'SAMPLE')).toBe(
      'STOP',
    );
  });

  it('should take the server for new photos once the shopper has agreed, and leave the old one where it is', async () => {
    engines.agreeToSend();

    expect(await engines.forNewPhoto()).toBe(SERVER);
    expect(await engines.forPerson(OWN)).toBe(DEVICE);
    expect(await engines.forPerson({ ...OWN, heldOn: 'SERVER' })).toBe(SERVER);
  });

  it('should keep photos on the device when the shop has changed its policy after the agreement', async () => {
    engines.agreeToSend();
    tryOnMode = 'DEVICE_ONLY';

    expect(await engines.forNewPhoto()).toBe(DEVICE);
  });
});
