/** Where the picture is computed. */
export type EngineKind = 'SERVER' | 'DEVICE';

/** The garment to show. All URLs are signed by the server and may be fetched without headers. */
export interface GarmentChoice {
  readonly id: string;
  /** The merchant's article number. */
  readonly sku: string;
  readonly name: string;
  /** The merchant's own picture, for display. */
  readonly pictureUrl: string | undefined;
}

/** A person whom the shop offers as a model. */
export interface SamplePersonChoice {
  readonly kind: 'SAMPLE';
  /** Id on the server. */
  readonly id: string;
  readonly name: string;
  readonly pictureUrl: string;
  readonly width: number;
  readonly height: number;
}

/** The shopper's own photo, after an engine has taken it into use. */
export interface OwnPhotoChoice {
  readonly kind: 'OWN';
  /** Id on the server; of the device engine any string that it recognises the photo by. */
  readonly id: string;
  /** Of the photo, upright, for display beside the result: an object URL. */
  readonly pictureUrl: string;
  readonly width: number;
  readonly height: number;
  /** Where the photo is; only this engine can show garments on it. */
  readonly heldOn: EngineKind;
  /** The photo itself, as it was taken into use. */
  readonly photo: Blob;
}

export type PersonChoice = SamplePersonChoice | OwnPhotoChoice;

/** What the shopper agreed to. */
export interface Consent {
  /** `Shop.consentVersion` of the text that was shown. */
  readonly version: string;
}

/** How far something is that takes long enough to be shown. */
export interface EngineProgress {
  /** What is going on: the photo travels, the model is downloaded, a worker is awaited, the network runs. */
  readonly step: 'UPLOAD' | 'DOWNLOAD' | 'WAITING' | 'COMPUTING';
  /** 0…1; undefined when it cannot be told. */
  readonly share?: number;
  /** Bytes in all, of UPLOAD and DOWNLOAD. */
  readonly totalBytes?: number;
}

/** How to call an engine. */
export interface EngineCall {
  /** Ends the work; the promise then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: EngineProgress) => void;
}

/** The garment on the person. */
export interface TryOnPicture {
  readonly kind: 'PICTURE';
  /** A signed URL of the server or an object URL. Whoever asked for an object URL revokes it by `release`. */
  readonly url: string;
  readonly width: number;
  readonly height: number;
  /** From the call to the finished picture, in milliseconds. */
  readonly elapsedMs: number;
  /** True when it had been computed before. */
  readonly fromCache: boolean;
  /** `cpu`, `webgpu`, `cuda` or `wasm`. */
  readonly executionProvider: string | undefined;
  /** Frees what the picture holds in memory. */
  release(): void;
}

/**
 * Why there is no picture, as a key of the strings under `refusal`: those of the shop API's result union, what an upload
 * may be refused for, and what only a device can meet. Values fill the placeholders of the sentence.
 */
export interface Refusal {
  readonly kind: 'REFUSED';
  readonly reason: RefusalReason;
  /** Codes of what is wrong with the photo, as keys of the strings under `issue`. */
  readonly issues?: readonly string[];
  /** When it is worth asking again, in milliseconds from now. */
  readonly retryAfterMs?: number;
}

export type RefusalReason =
  | 'GARMENT_NOT_FOUND'
  | 'GARMENT_NOT_READY'
  | 'PERSON_PHOTO_NOT_FOUND'
  | 'PERSON_PHOTO_REJECTED'
  | 'CONSENT_REQUIRED'
  | 'QUOTA_EXCEEDED'
  | 'TRY_ON_BUSY'
  | 'TRY_ON_LOW_CONFIDENCE'
  | 'TRY_ON_FAILED'
  | 'PHOTO_TOO_LARGE'
  | 'DEVICE_NOT_ABLE'
  | 'MODEL_NOT_LOADED'
  | 'OFFLINE';

/** What is left of a photo after its deletion: the server's receipt, or a note that there was nothing to delete there. */
export interface DeletionProof {
  /** Where the photo was. */
  readonly heldOn: EngineKind;
  /** The server's receipt, or undefined when the photo never left the device or had been deleted before. */
  readonly receipt:
    | {
        readonly id: string;
        readonly deletedAt: string;
        readonly photosDeleted: number;
        readonly featuresDeleted: number;
        readonly tryOnsDeleted: number;
        readonly signature: string;
      }
    | undefined;
}

/** Live try-on of the camera's pictures; only an engine on the device has one. */
export interface MirrorFeature {
  /** Defines the custom element whose tag is `tag`. It takes the garment as the property `garment`. */
  load(): Promise<{ readonly tag: string }>;
}

/**
 * Shows garments on people. The room asks for one by the shop's policy (`ShopEngines`) and knows nothing of where it
 * computes. Expected failures are values (`Refusal`); what cannot be explained to a shopper rejects.
 */
export interface TryOnEngine {
  readonly kind: EngineKind;
  /** Present when the engine can show a live mirror. */
  readonly mirror?: MirrorFeature;
  /**
   * What must be downloaded before the first try-on, for a page that asks first: 0 when nothing is left to download.
   * The room asks the shopper when it is more than 0 and the browser asks to save data.
   */
  downloadBytes(): Promise<number>;
  /** Makes ready what a try-on needs. May be called early and again; a second call joins the first. */
  prepare(call: EngineCall): Promise<Refusal | undefined>;
  /** Takes the shopper's photo into use: on the server by an upload, on the device by decoding it. */
  usePhoto(photo: Blob, consent: Consent, call: EngineCall): Promise<OwnPhotoChoice | Refusal>;
  /** @param maxSide longest side of the picture in pixels; default the photo's own */
  tryOn(
    request: { readonly person: PersonChoice; readonly garment: GarmentChoice; readonly maxSide?: number },
    call: EngineCall,
  ): Promise<TryOnPicture | Refusal>;
  /** Deletes the photo and everything made of it. */
  forgetPhoto(photo: OwnPhotoChoice): Promise<DeletionProof>;
}
