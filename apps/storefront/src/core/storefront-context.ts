import { type Garment, type Shop, ShopClient } from '@tryflow/client';
import { chooseEngine } from '../engine/choose-engine.js';
import { ServerEngine } from '../engine/server-engine.js';
import { ShopEngines } from '../engine/shop-engines.js';
import type {
  GarmentChoice,
  OwnPhotoChoice,
  PersonChoice,
  SamplePersonChoice,
  TryOnEngine,
} from '../engine/try-on-engine.js';
import { readAsDataUrl } from '../photo/read-photo.js';
import type { ElementSettings } from './element-settings.js';
import { memoryName, ShopperMemory } from './shopper-memory.js';

/** What all elements of a page share that talk to one shop: the client, the engine, and on whom garments are shown. */
export class StorefrontContext {
  readonly client: ShopClient;
  readonly memory: ShopperMemory;
  private shopAnswer: Promise<Shop> | undefined;
  /** Who computes on this page. */
  readonly engines: ShopEngines;
  private policyEngine: Promise<TryOnEngine> | undefined;
  private people: Promise<readonly SamplePersonChoice[]> | undefined;
  private restored: Promise<PersonChoice | undefined> | undefined;
  private current: PersonChoice | undefined;

  constructor(server: string, shopKey: string) {
    const memory = new ShopperMemory(memoryName(server, shopKey));
    const tokenStore = {
      read: () => memory.token,
      write: (token: ShopperMemory['token']) => (memory.token = token),
    };
    this.memory = memory;
    this.client = new ShopClient({ server, key: shopKey, tokenStore });
    this.engines = new ShopEngines({
      shop: () => this.shop(),
      policy: () => this.engineOfPolicy(),
      server: new ServerEngine(this.client),
      memory,
    });
  }

  /** The shop's settings, asked for once. */
  shop(): Promise<Shop> {
    return (this.shopAnswer ??= forgetWhenFailed(this.client.shop(), () => (this.shopAnswer = undefined)));
  }

  /** The shop's models, asked for once. */
  samplePeople(): Promise<readonly SamplePersonChoice[]> {
    return (this.people ??= forgetWhenFailed(
      this.client.samplePeople().then((people) =>
        people.map(({ id, name, picture }) => ({
          kind: 'SAMPLE' as const,
          id,
          name,
          pictureUrl: picture.url,
          width: picture.width,
          height: picture.height,
        })),
      ),
      () => (this.people = undefined),
    ));
  }

  /** Whom the shopper chose on this or an earlier page of this tab. */
  person(): Promise<PersonChoice | undefined> {
    if (this.current) return Promise.resolve(this.current);
    return (this.restored ??= this.restore().finally(() => (this.restored = undefined)));
  }

  /** Shows garments on a model from now on. */
  chooseSample(person: SamplePersonChoice): void {
    this.current = person;
    this.memory.person = { kind: 'SAMPLE', person };
  }

  /**
   * Shows garments on the shopper from now on.
   * @param own as the engine has taken it into use; the photo is kept in this tab
   */
  async chooseOwn(own: OwnPhotoChoice): Promise<void> {
    const [{ consentVersion, personPhotoLifetimeSeconds }, photo] = await Promise.all([
      this.shop(),
      readAsDataUrl(own.photo),
    ]);
    const { id, width, height } = own;
    const expiresAt = new Date(Date.now() + personPhotoLifetimeSeconds * 1000).toISOString();
    this.current = own;
    this.memory.person = { kind: 'OWN', id, photo, width, height, consentVersion, expiresAt };
  }

  /** Shows garments on nobody until somebody is chosen again. */
  chooseNobody(): void {
    this.current = undefined;
    this.memory.person = undefined;
  }

  private async restore(): Promise<PersonChoice | undefined> {
    const kept = this.memory.person;
    if (!kept) return undefined;
    if (kept.kind === 'SAMPLE') {
      // The signed address of the picture has a shorter life than the tab.
      const people = await this.samplePeople();
      this.current = people.find(({ id }) => id === kept.person.id);
      return this.current;
    }
    const photo = blobOf(kept.photo);
    const engine = await this.engines.forNewPhoto();
    if (engine.kind === 'DEVICE') {
      const consent = { version: kept.consentVersion };
      const own = await engine.usePhoto(photo, consent, { signal: new AbortController().signal });
      this.current = own.kind === 'OWN' ? own : undefined;
      return this.current;
    }
    const alive = await this.client.personPhoto(kept.id).catch(() => null);
    if (alive?.state !== 'READY') {
      this.chooseNobody();
      return undefined;
    }
    const { id, width, height } = kept;
    const pictureUrl = URL.createObjectURL(photo);
    this.current = { kind: 'OWN', id, pictureUrl, width, height, heldOn: 'SERVER', photo };
    return this.current;
  }

  private engineOfPolicy(): Promise<TryOnEngine> {
    return (this.policyEngine ??= forgetWhenFailed(
      this.shop().then((shop) => chooseEngine(this.client, shop)),
      () => (this.policyEngine = undefined),
    ));
  }
}

const contexts = new Map<string, StorefrontContext>();

/** The context of a shop on this page. */
export function contextFor({ server, shopKey }: ElementSettings): StorefrontContext {
  const name = memoryName(server, shopKey);
  const known = contexts.get(name) ?? new StorefrontContext(server, shopKey);
  contexts.set(name, known);
  return known;
}

/** A garment of the API as engines take it. */
export function toChoice({ id, sku, name, picture }: Garment): GarmentChoice {
  return { id, sku, name, pictureUrl: picture?.url };
}

function forgetWhenFailed<T>(promise: Promise<T>, forget: () => void): Promise<T> {
  promise.catch(forget);
  return promise;
}

/** Decoded by hand: `fetch` of a data URL is not allowed by every page's content security policy. */
function blobOf(dataUrl: string): Blob {
  const [head = '', base64 = ''] = dataUrl.split(',', 2);
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Blob([bytes], { type: /^data:([^;]+)/.exec(head)?.[1] ?? 'image/jpeg' });
}
