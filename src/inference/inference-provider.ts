import type { PictureLimits } from '../images/decode-picture.js';
import type { PictureFormat } from '../images/picture.js';
import type { DisplayPicture } from '../images/display-picture.js';
import type { PreparedGarment } from '../images/prepare-garment.js';
import type { PersonPhotoLimits, PreparedPerson } from '../images/prepare-person.js';
import type { ModelCard } from '../models/model-card.js';
import type { Confidence } from '../neural/confidence/confidence.js';
import type { AppearanceFlow } from './appearance-flow.js';

/** Injection token of the one {@link InferenceProvider} of the process. */
export const INFERENCE_PROVIDER = Symbol('InferenceProvider');

/** Where a network runs. `webgpu` covers Vulkan, Metal and D3D12; `cuda` must be installed separately. */
export type ExecutionProvider = 'cpu' | 'webgpu' | 'cuda';

/** How the result leaves the worker. */
export interface TryOnOptions {
  readonly format: PictureFormat;
  /** 1…100; ignored for PNG, which is lossless. */
  readonly quality: number;
  /** Longest side of the result in pixels; default and upper bound: the photo's own. */
  readonly maxSide?: number;
}

/** One person and one garment, with what was made of them earlier. */
export interface FittingTask {
  /** Encoded photo as {@link InferenceProvider.preparePerson} wrote it. */
  readonly personPhoto: Uint8Array;
  /** Encoded cutout as {@link InferenceProvider.prepareGarment} wrote it. */
  readonly garmentCutout: Uint8Array;
  /** Digest of the cutout's pixels; workers keep decoded garments under it. */
  readonly garmentDigest: string;
  /** Features of an earlier {@link TryOnOutput}; made by another model they are ignored and made anew. */
  readonly personFeatures?: Uint8Array;
  /** Features of {@link InferenceProvider.encodeGarment}; made by another model they are ignored and made anew. */
  readonly garmentFeatures?: Uint8Array;
}

/** One person in one garment. */
export interface TryOnTask extends FittingTask {
  readonly options: TryOnOptions;
}

/** Milliseconds of each stage of one try-on, measured where it ran. */
export interface StageTimings {
  /** Waiting for a worker. */
  readonly queueMs: number;
  readonly decodeMs: number;
  readonly networkMs: number;
  readonly composeMs: number;
  readonly encodeMs: number;
  /** From the call to the answer, transfer between threads included. */
  readonly totalMs: number;
}

/** A finished try-on. */
export interface TryOnOutput {
  /** The encoded picture, marked as synthetic. */
  readonly picture: Uint8Array;
  readonly format: PictureFormat;
  readonly width: number;
  readonly height: number;
  readonly timings: StageTimings;
  readonly confidence: Confidence;
  readonly executionProvider: ExecutionProvider;
  /** Digest of the model that made it. */
  readonly modelDigest: string;
  /** Features of the person, when they had to be made and the model has a person encoder. */
  readonly personFeatures?: Uint8Array;
}

/** What one model makes of a garment once, so that try-ons need not. */
export interface GarmentFeatures {
  /** Opaque bytes; empty when the model has no garment encoder of its own. */
  readonly features: Uint8Array;
  readonly modelDigest: string;
}

/** The model that answers at this moment. */
export interface ActiveModel {
  readonly id: string;
  readonly digest: string;
  readonly card: ModelCard;
}

/**
 * Everything that decodes pictures or runs networks, away from the event loop. All methods may be called
 * concurrently. Pictures that cannot be used reject with `PictureError`, models with `ModelError`.
 */
export interface InferenceProvider {
  /** Worker threads, and tasks that may wait for one. */
  readonly capacity: { readonly workers: number; readonly queueLimit: number };

  /** Tasks waiting for a worker at this moment. */
  queueDepth(): number;

  activeModel(): ActiveModel;

  /**
   * Switches to another model without dropping requests: new sessions are made and warmed first, requests that
   * run finish on the old ones.
   *
   * @throws ModelError when the model is missing, damaged or not allowed; the old one stays active then
   */
  activate(modelId: string): Promise<void>;

  /** Where the active model runs. */
  executionProvider(): ExecutionProvider;

  /** Decodes, checks and normalises a shopper's photo. */
  preparePerson(bytes: Uint8Array, limits: PersonPhotoLimits): Promise<PreparedPerson>;

  /**
   * Decodes a shop picture, cuts the garment out and checks it.
   *
   * @param handMade mask to cut it out with, as {@link garmentMask} answers it; default: an automatic one
   */
  prepareGarment(bytes: Uint8Array, limits: PictureLimits, handMade?: Uint8Array): Promise<PreparedGarment>;

  /**
   * Checks a mask that a person drew for a shop picture of the given size in pixels, and answers it without metadata as
   * an 8-bit grey PNG.
   */
  garmentMask(
    bytes: Uint8Array,
    limits: PictureLimits,
    size: { readonly width: number; readonly height: number },
  ): Promise<Uint8Array>;

  /** Makes an uploaded picture fit to be shown: upright, of moderate size, without metadata. */
  displayPicture(bytes: Uint8Array, limits: PictureLimits): Promise<DisplayPicture>;

  /** Encodes a garment cutout with the active model. */
  encodeGarment(cutout: Uint8Array): Promise<GarmentFeatures>;

  /**
   * Puts the garment on the person.
   *
   * @throws InferenceBusyError when the bounded queue is full
   * @throws the signal's reason when `signal` aborts before a worker has taken the task
   */
  tryOn(task: TryOnTask, signal?: AbortSignal): Promise<TryOnOutput>;

  /**
   * Where the pixels of the try-on at the photo's own size come from on the garment. Waits in the same queue as
   * {@link tryOn}.
   *
   * @throws InferenceBusyError when the bounded queue is full
   */
  appearanceFlow(task: FittingTask): Promise<AppearanceFlow>;

  /** Resolves when nothing runs or waits any more. */
  drain(): Promise<void>;

  /** Finishes what runs and ends the worker threads; the provider cannot be used afterwards. */
  close(): Promise<void>;
}
