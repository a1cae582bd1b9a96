import {
  type Shop,
  ShopApiError,
  type ShopClient,
  type TryOnOutcome,
  type UploadOutcome,
} from '@tryflow/client';
import type {
  Consent,
  DeletionProof,
  EngineCall,
  GarmentChoice,
  OwnPhotoChoice,
  PersonChoice,
  Refusal,
  TryOnEngine,
  TryOnPicture,
} from './try-on-engine.js';

/** Quality of results; WebP is a third smaller than JPEG at the same look. */
const OUTPUT = { format: 'WEBP', quality: 86 } as const;

/** Computes on the server. */
export class ServerEngine implements TryOnEngine {
  readonly kind = 'SERVER';

  constructor(private readonly client: ShopClient) {}

  downloadBytes(): Promise<number> {
    return Promise.resolve(0);
  }

  prepare(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async usePhoto(
    photo: Blob,
    { version }: Consent,
    { signal, onProgress }: EngineCall,
  ): Promise<OwnPhotoChoice | Refusal> {
    onProgress?.({ step: 'UPLOAD', share: 0, totalBytes: photo.size });
    const outcome = await unlessOffline(() =>
      this.client.uploadPersonPhoto(
        photo,
        { consentVersion: version },
        {
          signal,
          onProgress: (share) => onProgress?.({ step: 'UPLOAD', share, totalBytes: photo.size }),
        },
      ),
    );
    if ('kind' in outcome) return outcome;
    if (outcome.__typename !== 'PersonPhotoAccepted') return refusedUpload(outcome);
    const { width, height } = await sizeOf(photo);
    const pictureUrl = URL.createObjectURL(photo);
    return { kind: 'OWN', id: outcome.personPhotoId, pictureUrl, width, height, heldOn: this.kind, photo };
  }

  async tryOn(
    { person, garment, maxSide }: { person: PersonChoice; garment: GarmentChoice; maxSide?: number },
    { signal, onProgress }: EngineCall,
  ): Promise<TryOnPicture | Refusal> {
    const startedAt = performance.now();
    onProgress?.({ step: 'COMPUTING' });
    const outcome = await unlessOffline(() =>
      this.client.tryOn(
        { garmentId: garment.id, personPhotoId: person.id, output: { ...OUTPUT, maxSide } },
        { signal, onWait: () => onProgress?.({ step: 'WAITING' }) },
      ),
    );
    if ('kind' in outcome) return outcome;
    if (outcome.__typename !== 'TryOnCompleted') return refusedTryOn(outcome);
    const { picture, receipt } = outcome.tryOn;
    await loadPicture(picture.url, signal);
    return {
      kind: 'PICTURE',
      url: picture.url,
      width: picture.width,
      height: picture.height,
      elapsedMs: performance.now() - startedAt,
      fromCache: outcome.cacheState === 'HIT',
      executionProvider: receipt?.executionProvider,
      release: () => undefined,
    };
  }

  async forgetPhoto(photo: OwnPhotoChoice): Promise<DeletionProof> {
    const result = await this.client.deletePersonPhoto(photo.id);
    URL.revokeObjectURL(photo.pictureUrl);
    return { heldOn: this.kind, receipt: result.__typename === 'DeletionReceipt' ? result : undefined };
  }
}

/** Whether the shop takes photos on its server at all. */
export function takesPhotos(shop: Shop): boolean {
  return shop.tryOnMode !== 'DEVICE_ONLY';
}

/** No answer at all is something that a shopper can understand and mend. */
async function unlessOffline<T>(ask: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ShopApiError && error.code === 'NETWORK')
      return { kind: 'REFUSED', reason: 'OFFLINE' };
    throw error;
  }
}

function refusedUpload(outcome: Exclude<UploadOutcome, { __typename: 'PersonPhotoAccepted' }>): Refusal {
  switch (outcome.__typename) {
    case 'PersonPhotoRejected':
      return {
        kind: 'REFUSED',
        reason: 'PERSON_PHOTO_REJECTED',
        issues: outcome.issues.map(({ code }) => code),
      };
    case 'PhotoTooLarge':
      return { kind: 'REFUSED', reason: 'PHOTO_TOO_LARGE' };
    case 'ConsentRequired':
      return { kind: 'REFUSED', reason: 'CONSENT_REQUIRED' };
    case 'QuotaExceeded':
      return { kind: 'REFUSED', reason: 'QUOTA_EXCEEDED', retryAfterMs: outcome.retryAfterMs };
    case 'OnDeviceOnly':
      return { kind: 'REFUSED', reason: 'DEVICE_NOT_ABLE' };
  }
}

function refusedTryOn(outcome: Exclude<TryOnOutcome, { __typename: 'TryOnCompleted' }>): Refusal {
  switch (outcome.__typename) {
    case 'OnDeviceOnly':
      return { kind: 'REFUSED', reason: 'DEVICE_NOT_ABLE' };
    case 'GarmentNotFound':
      return { kind: 'REFUSED', reason: 'GARMENT_NOT_FOUND' };
    case 'GarmentNotReady':
      return { kind: 'REFUSED', reason: 'GARMENT_NOT_READY' };
    case 'PersonPhotoNotFound':
      return { kind: 'REFUSED', reason: 'PERSON_PHOTO_NOT_FOUND' };
    case 'PersonPhotoRejected':
      return {
        kind: 'REFUSED',
        reason: 'PERSON_PHOTO_REJECTED',
        issues: outcome.issues.map(({ code }) => code),
      };
    case 'ConsentRequired':
      return { kind: 'REFUSED', reason: 'CONSENT_REQUIRED' };
    case 'QuotaExceeded':
      return { kind: 'REFUSED', reason: 'QUOTA_EXCEEDED', retryAfterMs: outcome.retryAfterMs };
    case 'TryOnBusy':
      return { kind: 'REFUSED', reason: 'TRY_ON_BUSY', retryAfterMs: outcome.retryAfterMs };
    case 'TryOnLowConfidence':
      return { kind: 'REFUSED', reason: 'TRY_ON_LOW_CONFIDENCE' };
    case 'TryOnFailed':
      return { kind: 'REFUSED', reason: 'TRY_ON_FAILED' };
  }
}

async function sizeOf(photo: Blob): Promise<{ width: number; height: number }> {
  const bitmap = await createImageBitmap(photo);
  const { width, height } = bitmap;
  bitmap.close();
  return { width, height };
}

/** Fetches and decodes the picture, so that it appears at once when it is shown. */
async function loadPicture(url: string, signal: AbortSignal): Promise<void> {
  const image = new Image();
  image.src = url;
  await image.decode();
  signal.throwIfAborted();
}
