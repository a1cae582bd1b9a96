import type { PersonChoice } from '../engine/try-on-engine.js';

/** A token as `@tryflow/client` keeps it. */
interface KeptToken {
  readonly token: string;
  readonly expiresAt: string;
}

/** On whom the shopper wants to see garments, as it survives from page to page. */
export type KeptPerson =
  | { readonly kind: 'SAMPLE'; readonly person: Extract<PersonChoice, { kind: 'SAMPLE' }> }
  | {
      readonly kind: 'OWN';
      readonly id: string;
      /** The photo itself as a data URL: it stays in this tab, so that the next page can show "before". */
      readonly photo: string;
      readonly width: number;
      readonly height: number;
      readonly consentVersion: string;
      /** ISO 8601; from then on the photo is not used any more. */
      readonly expiresAt: string;
    };

interface Kept {
  token?: KeptToken;
  person?: KeptPerson;
  sendsPhotos?: boolean;
}

/** Told on `window` when the shopper has chosen somebody else or has deleted their photo. */
export const PERSON_CHANGED = 'tryflow-person-changed';

/**
 * What this tab remembers of the shopper until it is closed (session storage), for one shop on one server. Where the
 * browser keeps nothing, it lasts as long as the page.
 */
export class ShopperMemory {
  private kept: Kept;

  /** @param name tells shops apart, see `memoryName` */
  constructor(private readonly name: string) {
    this.kept = read(name);
  }

  get token(): KeptToken | undefined {
    return this.kept.token;
  }

  set token(token: KeptToken | undefined) {
    this.write({ ...this.kept, token });
  }

  /** Undefined when nobody was chosen or the photo has expired. */
  get person(): KeptPerson | undefined {
    const { person } = this.kept;
    return person?.kind === 'OWN' && Date.parse(person.expiresAt) <= Date.now() ? undefined : person;
  }

  set person(person: KeptPerson | undefined) {
    this.write({ ...this.kept, person });
    window.dispatchEvent(new CustomEvent(PERSON_CHANGED, { detail: { name: this.name } }));
  }

  /** Whether the shopper has agreed that photos are sent to the server because the device fails. */
  get sendsPhotos(): boolean {
    return this.kept.sendsPhotos === true;
  }

  set sendsPhotos(sendsPhotos: boolean) {
    this.write({ ...this.kept, sendsPhotos });
  }

  private write(kept: Kept): void {
    this.kept = kept;
    try {
      sessionStorage.setItem(this.name, JSON.stringify(kept));
    } catch {
      // Storage is full or forbidden: the page's own memory has to do.
    }
  }
}

/** The name under which a shop's memory is kept. */
export function memoryName(server: string, shopKey: string): string {
  return `tryflow ${server} ${shopKey}`;
}

/** Whether somebody was chosen, told without loading anything else. */
export function hasPerson(server: string, shopKey: string): boolean {
  return read(memoryName(server, shopKey)).person !== undefined;
}

function read(name: string): Kept {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? '{}') as Kept;
  } catch {
    return {};
  }
}
