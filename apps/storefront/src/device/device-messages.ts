import type { DeviceErrorCode } from './device-error.js';

/** Where a network runs on the device. */
export type DeviceProvider = 'WASM' | 'WEBGPU';

/** A file of the model; see `DeviceModelPart` of the shop schema. */
export interface DeviceModelPart {
  readonly kind: 'PERSON_ENCODER' | 'GARMENT_ENCODER' | 'FITTING';
  /** SHA-256 of the file, hex. */
  readonly sha256: string;
  readonly byteLength: number;
  /** Signed; answers the file without headers. */
  readonly url: string;
}

/** The model that the device runs; see `DeviceModel` of the shop schema. */
export interface DeviceModelSpec {
  readonly digest: string;
  readonly frameWidth: number;
  readonly frameHeight: number;
  readonly confidenceThreshold: number;
  readonly parts: readonly DeviceModelPart[];
}

/** A person: a photo that the studio has taken into use, or a picture of the server's own (PNG). */
export type DevicePerson =
  | { readonly kind: 'OWN'; readonly id: string }
  | { readonly kind: 'SAMPLE'; readonly id: string; readonly url: string };

/** How the picture is to be encoded. JPEG is smaller and quicker, PNG keeps every level. */
export type ResultType = 'image/jpeg' | 'image/png';

/** What the page asks of the studio. */
export type DeviceRequest =
  | { readonly kind: 'missingBytes'; readonly model: DeviceModelSpec }
  | { readonly kind: 'load'; readonly model: DeviceModelSpec }
  | { readonly kind: 'usePhoto'; readonly id: string; readonly photo: Blob; readonly maxSide: number }
  | { readonly kind: 'forgetPhoto'; readonly id: string }
  | {
      readonly kind: 'tryOn';
      readonly person: DevicePerson;
      /** Signed URL of the garment's cut-out. */
      readonly cutoutUrl: string;
      readonly maxSide?: number;
      readonly type: ResultType;
    }
  /** The frame is transferred and closed by the studio. */
  | { readonly kind: 'mirror'; readonly frame: ImageBitmap; readonly cutoutUrl: string };

/** Milliseconds of each stage of one try-on. */
export interface DeviceTimings {
  readonly decodeMs: number;
  readonly networkMs: number;
  readonly composeMs: number;
  readonly encodeMs: number;
}

/** What the studio answers to each kind of request. */
export interface DeviceAnswers {
  readonly missingBytes: number;
  readonly load: LoadedStudio;
  readonly usePhoto: UsedPhoto;
  readonly forgetPhoto: undefined;
  readonly tryOn: DeviceTryOn;
  readonly mirror: MirrorPicture;
}

/** A studio that is ready. */
export interface LoadedStudio {
  readonly provider: DeviceProvider;
  /** Threads of the WebAssembly runtime. */
  readonly threads: number;
  /** Milliseconds of one run in the warm-up race; undefined where there was no race. */
  readonly race?: { readonly wasmMs: number; readonly webgpuMs: number };
}

/** A photo as the studio sees it. */
export interface UsedPhoto {
  /** Pixels, upright, after shrinking. */
  readonly width: number;
  readonly height: number;
  /** Codes of errors; with one among them the photo is not kept. */
  readonly errors: readonly string[];
}

/** A finished try-on; without a picture when it would probably be wrong. */
export interface DeviceTryOn {
  readonly picture: Blob | undefined;
  readonly width: number;
  readonly height: number;
  readonly confidence: number;
  readonly provider: DeviceProvider;
  readonly timings: DeviceTimings;
}

/** One picture of the live mirror. */
export interface MirrorPicture {
  readonly bitmap: ImageBitmap;
  /** False: nobody was recognised, and the camera's own picture is shown. */
  readonly worn: boolean;
}

/** A request on its way to a worker. */
export interface RequestMessage {
  readonly id: number;
  readonly request: DeviceRequest;
}

/** What comes back: the studio is there, progress, an answer, or why there is none. */
export type ReplyMessage =
  | { readonly id: 0; readonly ready: true }
  | { readonly id: number; readonly share: number }
  | { readonly id: number; readonly answer: DeviceAnswers[keyof DeviceAnswers] }
  | { readonly id: number; readonly error: { readonly code: DeviceErrorCode; readonly message: string } };
