import type { TryOn as AdminTryOn } from '../api/admin-api.types.js';
import type { Picture, TryOn as ShopTryOn, TryOnResult } from '../api/shop-api.types.js';
import { ON_DEVICE_ONLY_MESSAGE } from '../persons/on-device-only.js';
import type { SignedUrlService } from '../transfer/signed-url.service.js';
import type { OutputFormat, TryOn } from './try-on.entity.js';
import type { TryOnOutcome } from './try-on-outcome.js';

/** Media type of each output format (RFC 2046 image types). */
export const MEDIA_TYPES: Readonly<Record<OutputFormat, string>> = {
  JPEG: 'image/jpeg',
  WEBP: 'image/webp',
  PNG: 'image/png',
};

/** Suggested wait for a garment that is being prepared. */
const PREPARING_RETRY_MS = 2_000;

/** A try-on as its shopper sees it. */
export function toShopTryOn(tryOn: TryOn, urls: SignedUrlService): ShopTryOn {
  const {
    id,
    state,
    garmentId,
    personPhotoId,
    confidence,
    timings,
    failureCode,
    createdAt,
    completedAt,
    expiresAt,
  } = tryOn;
  return {
    id,
    state,
    garmentId,
    personPhotoId,
    picture: pictureOf(tryOn, urls),
    confidence,
    timings,
    receipt: tryOn.executionProvider
      ? {
          personDigest: tryOn.personDigest,
          garmentDigest: tryOn.garmentDigest,
          modelId: tryOn.modelId,
          modelDigest: tryOn.modelDigest,
          pipelineVersion: tryOn.pipelineVersion,
          executionProvider: tryOn.executionProvider,
        }
      : null,
    failureCode,
    createdAt,
    completedAt,
    expiresAt,
  };
}

/** A try-on as the merchant sees it: without the picture of a shopper. */
export function toAdminTryOn(tryOn: TryOn, urls: SignedUrlService): AdminTryOn {
  const { __typename: _, ...view } = toShopTryOn(tryOn, urls);
  return {
    ...view,
    isSamplePerson: tryOn.isSamplePerson,
    picture: tryOn.isSamplePerson ? view.picture : null,
  };
}

/** The outcome of a request as a member of the schema's result union. */
export function toTryOnResult(outcome: TryOnOutcome, urls: SignedUrlService): TryOnResult {
  switch (outcome.kind) {
    case 'COMPLETED':
      return {
        __typename: 'TryOnCompleted',
        tryOn: toShopTryOn(outcome.tryOn, urls),
        cacheState: outcome.cacheState,
      };
    case 'QUEUED':
      return {
        __typename: 'TryOnQueued',
        tryOn: toShopTryOn(outcome.tryOn, urls),
        retryAfterMs: outcome.retryAfterMs,
      };
    case 'TRY_ON_LOW_CONFIDENCE':
      return {
        __typename: 'TryOnLowConfidence',
        errorCode: outcome.kind,
        message:
          'The picture would probably be wrong and is withheld; suggest an upright photo of one person from head to hips.',
        confidence: outcome.confidence,
        threshold: outcome.threshold,
      };
    case 'GARMENT_NOT_FOUND':
      return {
        __typename: 'GarmentNotFound',
        errorCode: outcome.kind,
        message: 'There is no such garment in this shop.',
      };
    case 'GARMENT_NOT_READY':
      return {
        __typename: 'GarmentNotReady',
        errorCode: outcome.kind,
        message: outcome.preparing
          ? 'The garment is being prepared; ask again shortly.'
          : 'The garment cannot be tried on: it has no usable picture or is archived.',
        retryAfterMs: outcome.preparing ? PREPARING_RETRY_MS : null,
      };
    case 'PERSON_PHOTO_NOT_FOUND':
      return {
        __typename: 'PersonPhotoNotFound',
        errorCode: outcome.kind,
        message: 'There is no such photo; it may have expired or been deleted. Hand in a photo again.',
      };
    case 'PERSON_PHOTO_REJECTED':
      return {
        __typename: 'PersonPhotoRejected',
        errorCode: outcome.kind,
        message: 'The photo cannot be used; see issues.',
        issues: outcome.issues,
      };
    case 'CONSENT_REQUIRED':
      return {
        __typename: 'ConsentRequired',
        errorCode: outcome.kind,
        message:
          'The consent text has changed; ask the shopper again and hand in the photo with the new version.',
        consentVersion: outcome.consentVersion,
      };
    case 'QUOTA_EXCEEDED':
      return {
        __typename: 'QuotaExceeded',
        errorCode: outcome.kind,
        message: 'This shopper has used up the try-ons of this hour.',
        retryAfterMs: outcome.retryAfterMs,
      };
    case 'TRY_ON_BUSY':
      return {
        __typename: 'TryOnBusy',
        errorCode: outcome.kind,
        message: 'All workers are busy and the queue is full; ask again after retryAfterMs.',
        retryAfterMs: outcome.retryAfterMs,
      };
    case 'TRY_ON_FAILED':
      return {
        __typename: 'TryOnFailed',
        errorCode: outcome.kind,
        message: `The try-on failed (${outcome.failureCode}); hand in another photo.`,
        failureCode: outcome.failureCode,
      };
    case 'ON_DEVICE_ONLY':
      return {
        __typename: 'OnDeviceOnly',
        errorCode: outcome.kind,
        message: ON_DEVICE_ONLY_MESSAGE,
      };
  }
}

function pictureOf(
  { id, state, pictureBlob, width, height, outputFormat, expiresAt }: TryOn,
  urls: SignedUrlService,
): Picture | null {
  if (state !== 'COMPLETED' || !pictureBlob || width === null || height === null) return null;
  const { url, expiresAt: urlExpiresAt } = urls.picture(['try-on', id], expiresAt);
  return { url, urlExpiresAt, width, height, mediaType: MEDIA_TYPES[outputFormat] };
}
