/** What the details of the elements' events hold. All of them bubble and cross shadow trees. */
export interface TryflowEventDetails {
  /** The room was opened. */
  'tryflow-open': { readonly sku: string };
  /** The shopper has agreed to the use of a photo, by the server (it is sent) or on the device (it stays there). */
  'tryflow-consent': { readonly version: string; readonly computedOn: 'SERVER' | 'DEVICE' };
  /** The shopper has chosen on whom garments are shown. */
  'tryflow-person': { readonly kind: 'OWN' | 'SAMPLE' };
  /** The shopper goes on with another article; a page may follow, for example by changing its size selector. */
  'tryflow-garment': { readonly sku: string; readonly garmentId: string };
  /** A picture is shown. */
  'tryflow-result': {
    readonly sku: string;
    readonly garmentId: string;
    readonly person: 'OWN' | 'SAMPLE';
    readonly computedOn: 'SERVER' | 'DEVICE';
    /** From asking to the loaded picture, in milliseconds. */
    readonly elapsedMs: number;
    readonly fromCache: boolean;
  };
  /** The picture was handed on. */
  'tryflow-share': { readonly sku: string; readonly how: 'SHARED' | 'SAVED' | 'LEFT' };
  /** The shopper's photo is gone; the id is that of the server's receipt, if the photo ever was there. */
  'tryflow-delete': { readonly receiptId: string | undefined };
  /** Something was refused or failed, as an error code of the shop API, `OFFLINE`, `BROKEN` or `CAMERA_…`. */
  'tryflow-error': { readonly reason: string };
  /** A thumbnail now shows its article on the person. */
  'tryflow-worn': null;
  /** The room was closed. */
  'tryflow-close': { readonly sku: string };
}

export type TryflowEventName = keyof TryflowEventDetails;

/** Attributes that all elements have. */
export interface TryflowAttributes {
  /** The merchant's article number. */
  readonly sku: string;
  /** Origin of the server. Default: that of the script. */
  readonly server?: string;
  /** Publishable key. Default: `data-shop-key` of the script. */
  readonly shopKey?: string;
  /** BCP 47 tag. Default: that of the page. */
  readonly lang?: string;
}

/** Listeners by the event's name without `tryflow-`: `onResult`, `onGarment` … */
export type TryflowListeners = {
  readonly [
    Name in TryflowEventName as Name extends `tryflow-${infer Short}` ? `on${Capitalize<Short>}` : never
  ]?: (detail: TryflowEventDetails[Name]) => void;
};

/** The event that a listener's property stands for: `onResult` → `tryflow-result`. */
export function eventOf(listener: string): string {
  return `tryflow-${listener.slice(2).toLowerCase()}`;
}

/** Attributes as the elements spell them; what is undefined is left out. */
export function attributesOf({
  sku,
  server,
  shopKey,
  lang,
  privacyUrl,
}: TryflowAttributes & { readonly privacyUrl?: string }): Record<string, string> {
  const all = { sku, server, 'shop-key': shopKey, lang, 'privacy-url': privacyUrl };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
