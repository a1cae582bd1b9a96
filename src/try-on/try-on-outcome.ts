import type { PictureIssue } from '../api/shop-api.types.js';
import type { Confidence } from '../neural/confidence/confidence.js';
import type { TryOn } from './try-on.entity.js';

/** How the result came about; see `CacheState` in the schema. */
export type CacheState = 'MISS' | 'HIT' | 'SHARED';

/** Everything that a request for a try-on can expect to hear. The kinds but the first two are the schema's error codes. */
export type TryOnOutcome =
  | { readonly kind: 'COMPLETED'; readonly tryOn: TryOn; readonly cacheState: CacheState }
  | {
      readonly kind: 'QUEUED';
      readonly tryOn: TryOn;
      readonly retryAfterMs: number;
      /** MISS for the request that has left it to the job; the others found it waiting. */
      readonly cacheState: CacheState;
    }
  | { readonly kind: 'TRY_ON_LOW_CONFIDENCE'; readonly confidence: Confidence; readonly threshold: number }
  | { readonly kind: 'GARMENT_NOT_FOUND' }
  | { readonly kind: 'GARMENT_NOT_READY'; readonly preparing: boolean }
  | { readonly kind: 'PERSON_PHOTO_NOT_FOUND' }
  | { readonly kind: 'PERSON_PHOTO_REJECTED'; readonly issues: PictureIssue[] }
  | { readonly kind: 'CONSENT_REQUIRED'; readonly consentVersion: string }
  | { readonly kind: 'QUOTA_EXCEEDED'; readonly retryAfterMs: number }
  | { readonly kind: 'TRY_ON_BUSY'; readonly retryAfterMs: number }
  | { readonly kind: 'TRY_ON_FAILED'; readonly failureCode: string }
  | { readonly kind: 'ON_DEVICE_ONLY' };
