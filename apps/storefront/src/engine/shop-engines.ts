import type { Shop } from '@tryflow/client';
import type { OwnPhotoChoice, PersonChoice, Refusal, TryOnEngine } from './try-on-engine.js';

/**
 * How a try-on goes on that was refused: `SERVER` at once on the server, `ASK` there once the shopper agrees that their
 * photo is sent, `STOP` not at all.
 */
export type WayOn = 'SERVER' | 'ASK' | 'STOP';

/** What {@link ShopEngines} chooses from. */
export interface EngineSources {
  /** The shop's settings. */
  shop(): Promise<Pick<Shop, 'tryOnMode'>>;
  /** The engine that the shop's policy asks for on this device. */
  policy(): Promise<TryOnEngine>;
  readonly server: TryOnEngine;
  /** Whether the shopper has agreed, in this tab, that photos are sent because the device fails. */
  readonly memory: { sendsPhotos: boolean };
}

/**
 * Who computes: the engine of the shop's policy, and the server where the device turns out not to manage. A photo of the
 * shopper's changes its place only after {@link agreeToSend}; the shop's models have nothing to hide and change at once.
 */
export class ShopEngines {
  private deviceFailed = false;

  constructor(private readonly sources: EngineSources) {}

  /** The engine for a photo that the shopper is about to give. */
  async forNewPhoto(): Promise<TryOnEngine> {
    const { sources } = this;
    const mayBeSent = sources.memory.sendsPhotos && (await sources.shop()).tryOnMode === 'DEVICE_PREFERRED';
    return mayBeSent ? sources.server : sources.policy();
  }

  /** The engine that can show garments on somebody who was chosen: of a photo, the one that holds it. */
  forPerson(person: PersonChoice): Promise<TryOnEngine> {
    if (person.kind === 'OWN') return this.holderOf(person);
    return this.deviceFailed ? Promise.resolve(this.sources.server) : this.forNewPhoto();
  }

  /** What to do about a refusal. After `SERVER`, {@link forPerson} answers the server for the shop's models. */
  async afterRefusal(engine: TryOnEngine, { reason }: Refusal, kind: PersonChoice['kind']): Promise<WayOn> {
    const deviceFails = reason === 'DEVICE_NOT_ABLE' || reason === 'MODEL_NOT_LOADED';
    if (engine.kind !== 'DEVICE' || !deviceFails) return 'STOP';
    this.deviceFailed = true;
    if (kind === 'SAMPLE') return 'SERVER';
    return (await this.sources.shop()).tryOnMode === 'DEVICE_PREFERRED' ? 'ASK' : 'STOP';
  }

  /** The shopper agrees that photos are sent to the server, until the tab is closed. */
  agreeToSend(): void {
    this.sources.memory.sendsPhotos = true;
  }

  private holderOf({ heldOn }: OwnPhotoChoice): Promise<TryOnEngine> {
    return heldOn === 'SERVER' ? Promise.resolve(this.sources.server) : this.sources.policy();
  }
}
