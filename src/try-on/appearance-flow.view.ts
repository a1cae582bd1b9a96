import type { AppearanceFlow, AppearanceFlowResult, Picture } from '../api/admin-api.types.js';
import { garmentNotFound } from '../catalog/garment.view.js';
import type { SignedUrlService } from '../transfer/signed-url.service.js';
import type { AppearanceFlowOutcome } from './appearance-flow.service.js';
import { toAdminTryOn } from './try-on.view.js';

type Found = Extract<AppearanceFlowOutcome, { kind: 'FOUND' }>;
type Failure = Exclude<AppearanceFlowOutcome, Found>;

/** A flow as the merchant's program gets it. */
export function toAppearanceFlowView(
  { flow: { picture, window, flow, share, confidence, modelDigest }, tryOn }: Found,
  cutout: Picture,
  urls: SignedUrlService,
): AppearanceFlow & { readonly __typename: 'AppearanceFlow' } {
  return {
    __typename: 'AppearanceFlow',
    pictureWidth: picture.width,
    pictureHeight: picture.height,
    window,
    flow: { width: flow.width, height: flow.height, base64: littleEndian(flow.data).toString('base64') },
    share: { width: share.width, height: share.height, base64: Buffer.from(share.data).toString('base64') },
    confidence,
    modelDigest,
    cutout,
    tryOn: tryOn && toAdminTryOn(tryOn, urls),
  };
}

/** Why there is no flow, as a member of the schema's result union. */
export function toAppearanceFlowFailure(failure: Failure): AppearanceFlowResult {
  switch (failure.kind) {
    case 'GARMENT_NOT_FOUND':
      return garmentNotFound();
    case 'SAMPLE_PERSON_NOT_FOUND':
      return { __typename: 'NotFound', errorCode: 'NOT_FOUND', message: 'There is no such sample person.' };
    case 'GARMENT_NOT_READY':
      return {
        __typename: 'NotReady',
        errorCode: 'NOT_READY',
        message: 'The garment is not ready to be tried on: see its state, and ask again when it is READY.',
      };
    case 'SAMPLE_PERSON_NOT_READY':
      return {
        __typename: 'NotReady',
        errorCode: 'NOT_READY',
        message: 'The sample person cannot be tried on: see their state and issues.',
      };
    case 'BUSY':
      return {
        __typename: 'Busy',
        errorCode: 'BUSY',
        message: 'All workers are busy and the queue is full; ask again after retryAfterMs.',
        retryAfterMs: failure.retryAfterMs,
      };
  }
}

function littleEndian(values: Float32Array): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => bytes.writeFloatLE(value, i * 4));
  return bytes;
}
