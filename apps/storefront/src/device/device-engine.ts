import type { Shop, ShopClient } from '@tryflow/client';
import {
  DeviceModelOperation,
  GarmentCutoutOperation,
  ReportDeviceTryOnOperation,
} from '@tryflow/client/operations';
import { ShopApiError } from '@tryflow/client';
import type {
  Consent,
  DeletionProof,
  EngineCall,
  GarmentChoice,
  MirrorFeature,
  OwnPhotoChoice,
  PersonChoice,
  Refusal,
  RefusalReason,
  TryOnEngine,
  TryOnPicture,
} from '../engine/try-on-engine.js';
import { isDeviceAble } from './device-ability.js';
import { DeviceError, type DeviceErrorCode } from './device-error.js';
import { type DeviceHost, startDeviceHost } from './device-host.js';
import type {
  DeviceModelSpec,
  DevicePerson,
  DeviceRequest,
  DeviceTryOn,
  LoadedStudio,
  ResultType,
  UsedPhoto,
} from './device-messages.js';

/** How results are encoded. */
export interface DeviceEngineOptions {
  /** Default `image/jpeg`. */
  readonly resultType?: ResultType;
}

/** Why there is no picture, by what failed. */
const REASONS: Readonly<Record<Exclude<DeviceErrorCode, 'OFFLINE'>, RefusalReason>> = {
  NOT_ABLE: 'DEVICE_NOT_ABLE',
  MODEL_DAMAGED: 'MODEL_NOT_LOADED',
  PICTURE_BROKEN: 'TRY_ON_FAILED',
  PHOTO_UNKNOWN: 'PERSON_PHOTO_NOT_FOUND',
};

/** Longest duration that the server takes, in milliseconds. */
const MAX_REPORTED_MS = 600_000;

/** How long a signed address of a cut-out is used again, in milliseconds; the server signs for longer. */
const CUTOUT_MS = 300_000;

/** Computes on this device: the photo never leaves it. The server is told that a try-on happened, and of which garment. */
export class DeviceEngine implements TryOnEngine {
  readonly kind = 'DEVICE';
  readonly mirror: MirrorFeature = {
    load: async () => {
      const { defineMirror } = await import('./tryflow-mirror.js');
      return { tag: defineMirror(this) };
    },
  };
  private readonly resultType: ResultType;
  private hostStart: Promise<DeviceHost> | undefined;
  private started: DeviceHost | undefined;
  private isLoaded = false;
  private modelAnswer: Promise<DeviceModelSpec | undefined> | undefined;
  private loading: Promise<LoadedStudio> | undefined;
  private readonly shareListeners = new Set<(share: number) => void>();
  /** The shopper's own, by id, so that a studio which takes the place of a broken one can have them. */
  private readonly photos = new Map<string, Blob>();
  private readonly cutouts = new Map<string, { readonly url: string; readonly until: number }>();

  constructor(
    private readonly client: ShopClient,
    private readonly shop: Pick<Shop, 'maxPhotoSide'>,
    { resultType = 'image/jpeg' }: DeviceEngineOptions = {},
  ) {
    this.resultType = resultType;
  }

  async downloadBytes(): Promise<number> {
    if (this.isReady()) return 0;
    const model = await this.model().catch(() => undefined);
    if (!model || !isDeviceAble()) return 0;
    const host = await this.host();
    // What is broken is told by the try-on itself.
    return host.ask({ kind: 'missingBytes', model }).catch(() => 0);
  }

  async prepare({ signal, onProgress }: EngineCall): Promise<Refusal | undefined> {
    signal.throwIfAborted();
    if (this.isReady()) return undefined;
    if (!isDeviceAble()) return refused('DEVICE_NOT_ABLE');
    const totalBytes = onProgress && (await this.downloadBytes());
    const listener = (share: number) => onProgress?.({ step: 'DOWNLOAD', share, totalBytes });
    if (totalBytes) this.shareListeners.add(listener);
    try {
      await orAborted(this.load(), signal);
      return undefined;
    } catch (error) {
      signal.throwIfAborted();
      return this.refusalOf(error, 'MODEL_NOT_LOADED');
    } finally {
      this.shareListeners.delete(listener);
    }
  }

  /** Where the network runs, once {@link prepare} is done. */
  async studio(): Promise<LoadedStudio & { readonly place: DeviceHost['place'] }> {
    return { ...(await this.load()), place: (await this.host()).place };
  }

  /** Nothing is handed to anybody, hence the consent is not looked at; nothing is downloaded for it either. */
  async usePhoto(photo: Blob, _consent: Consent, call: EngineCall): Promise<OwnPhotoChoice | Refusal> {
    call.signal.throwIfAborted();
    if (!isDeviceAble()) return refused('DEVICE_NOT_ABLE');
    const id = crypto.randomUUID();
    try {
      const { width, height, errors } = await orAborted(this.giveToStudio(id, photo), call.signal);
      if (errors.length > 0) return { kind: 'REFUSED', reason: 'PERSON_PHOTO_REJECTED', issues: errors };
      this.photos.set(id, photo);
      const pictureUrl = URL.createObjectURL(photo);
      return { kind: 'OWN', id, pictureUrl, width, height, heldOn: this.kind, photo };
    } catch (error) {
      call.signal.throwIfAborted();
      if (error instanceof DeviceError && error.code === 'PICTURE_BROKEN') {
        return { kind: 'REFUSED', reason: 'PERSON_PHOTO_REJECTED', issues: ['UNREADABLE'] };
      }
      return this.refusalOf(error, 'OFFLINE');
    }
  }

  async tryOn(
    request: { readonly person: PersonChoice; readonly garment: GarmentChoice; readonly maxSide?: number },
    call: EngineCall,
  ): Promise<TryOnPicture | Refusal> {
    const startedAt = performance.now();
    const unprepared = await this.prepare(call);
    if (unprepared) return unprepared;
    call.onProgress?.({ step: 'COMPUTING' });
    try {
      const cutoutUrl = await this.cutoutUrl(request.garment.id, call.signal);
      if (cutoutUrl === undefined) return refused('GARMENT_NOT_FOUND');
      const { maxSide } = request;
      const person = toDevicePerson(request.person);
      const task = { kind: 'tryOn', person, cutoutUrl, maxSide, type: this.resultType } as const;
      const result = await orAborted(this.dress(task), call.signal);
      const elapsedMs = performance.now() - startedAt;
      this.report(request.garment, result, elapsedMs);
      return result.picture ? toPicture(result, result.picture, elapsedMs) : refused('TRY_ON_LOW_CONFIDENCE');
    } catch (error) {
      call.signal.throwIfAborted();
      return this.refusalOf(error, 'OFFLINE');
    }
  }

  async forgetPhoto({ id, pictureUrl }: OwnPhotoChoice): Promise<DeletionProof> {
    this.photos.delete(id);
    URL.revokeObjectURL(pictureUrl);
    // A studio that is gone has forgotten already.
    if (this.started?.isAlive) await this.started.ask({ kind: 'forgetPhoto', id });
    return { heldOn: this.kind, receipt: undefined };
  }

  /** The studio, for the mirror. */
  host(): Promise<DeviceHost> {
    if (this.started && !this.started.isAlive) {
      // What it had loaded and decoded is gone with it.
      this.hostStart = undefined;
      this.started = undefined;
      this.loading = undefined;
      this.isLoaded = false;
    }
    this.hostStart ??= startDeviceHost().then((host) => (this.started = host));
    return this.hostStart;
  }

  /**
   * Signed address of the garment's cut-out; undefined when it cannot be tried on.
   *
   * @throws ShopApiError
   */
  async cutoutUrl(garmentId: string, signal?: AbortSignal): Promise<string | undefined> {
    const known = this.cutouts.get(garmentId);
    if (known && known.until > Date.now()) return known.url;
    const { garment } = await this.client.send(GarmentCutoutOperation, { id: garmentId }, { signal });
    const url = garment?.cutout?.url;
    if (url !== undefined) this.cutouts.set(garmentId, { url, until: Date.now() + CUTOUT_MS });
    return url;
  }

  private async giveToStudio(id: string, photo: Blob): Promise<UsedPhoto> {
    const host = await this.host();
    return host.ask({ kind: 'usePhoto', id, photo, maxSide: this.shop.maxPhotoSide });
  }

  private async dress(task: Extract<DeviceRequest, { kind: 'tryOn' }>): Promise<DeviceTryOn> {
    const host = await this.host();
    return host.ask(task).catch(async (error: unknown) => {
      const photo = this.photos.get(task.person.id);
      const isNews = error instanceof DeviceError && error.code === 'PHOTO_UNKNOWN';
      if (!isNews || !photo) throw error;
      await this.giveToStudio(task.person.id, photo);
      return host.ask(task);
    });
  }

  /**
   * What a failure means to a shopper. A studio that was not able is given up, and with it the memory that it holds.
   *
   * @param whenOffline said when a connection is missing
   * @throws the error itself when it cannot be explained
   */
  private refusalOf(error: unknown, whenOffline: RefusalReason): Refusal {
    if (error instanceof ShopApiError && error.code === 'NETWORK') return refused('OFFLINE');
    if (!(error instanceof DeviceError)) throw error;
    if (error.code === 'NOT_ABLE') this.started?.end();
    return refused(error.code === 'OFFLINE' ? whenOffline : REASONS[error.code]);
  }

  private isReady(): boolean {
    return this.isLoaded && this.started?.isAlive === true;
  }

  private async load(): Promise<LoadedStudio> {
    await this.host();
    this.loading ??= this.download().catch((error: unknown) => {
      this.loading = undefined;
      this.modelAnswer = undefined;
      throw error;
    });
    return this.loading;
  }

  private async download(): Promise<LoadedStudio> {
    const model = await this.model();
    if (!model) throw new DeviceError('NOT_ABLE', 'The shop computes on its server.');
    const host = await this.host();
    const loaded = await host.ask({ kind: 'load', model }, (share) => {
      for (const listener of this.shareListeners) listener(share);
    });
    this.isLoaded = true;
    return loaded;
  }

  private model(): Promise<DeviceModelSpec | undefined> {
    this.modelAnswer ??= this.client.send(DeviceModelOperation, {}).then(
      ({ deviceModel }) => deviceModel ?? undefined,
      (error: unknown) => {
        this.modelAnswer = undefined;
        throw error;
      },
    );
    return this.modelAnswer;
  }

  /** Counting is the shop's wish, not the shopper's: it may fail unseen. */
  private report({ id }: GarmentChoice, { picture, provider }: DeviceTryOn, durationMs: number): void {
    const outcome = picture ? 'COMPLETED' : 'LOW_CONFIDENCE';
    const input = {
      garmentId: id,
      outcome,
      provider,
      durationMs: Math.min(Math.round(durationMs), MAX_REPORTED_MS),
    } as const;
    this.client.send(ReportDeviceTryOnOperation, { input }, { shopper: true }).catch(() => undefined);
  }
}

function toDevicePerson(person: PersonChoice): DevicePerson {
  return person.kind === 'OWN'
    ? { kind: 'OWN', id: person.id }
    : { kind: 'SAMPLE', id: person.id, url: person.pictureUrl };
}

function toPicture({ width, height, provider }: DeviceTryOn, picture: Blob, elapsedMs: number): TryOnPicture {
  const url = URL.createObjectURL(picture);
  return {
    kind: 'PICTURE',
    url,
    width,
    height,
    elapsedMs,
    fromCache: false,
    executionProvider: provider.toLowerCase(),
    release: () => URL.revokeObjectURL(url),
  };
}

/** The promise's outcome, unless the signal aborts first; the work itself goes on and its outcome is dropped. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

function refused(reason: RefusalReason): Refusal {
  return { kind: 'REFUSED', reason };
}
