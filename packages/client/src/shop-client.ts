import {
  CreatePersonPhotoUploadOperation,
  type CreatePersonPhotoUploadMutation,
  CreateShopperSessionOperation,
  DeletePersonPhotoOperation,
  type DeletePersonPhotoMutation,
  FindTryOnOperation,
  type GarmentFieldsFragment,
  GarmentBySkuOperation,
  GarmentOperation,
  type GarmentListOptions,
  type GarmentsQuery,
  GarmentsOperation,
  type PersonPhotoFieldsFragment,
  PersonPhotoOperation,
  type SamplePeopleQuery,
  SamplePeopleOperation,
  type ShopQuery,
  ShopOperation,
  type TryOnFieldsFragment,
  type TryOnInput,
  type TryOnMutation,
  TryOnOperation,
} from './generated/operations.js';
import { GraphqlTransport, type TransportOptions } from './graphql-transport.js';
import type { Operation } from './operation.js';
import { putBytes, type UploadAnswer } from './put-bytes.js';
import { ShopApiError } from './shop-api-error.js';
import { ShopperSession, type ShopperToken, type TokenStore } from './shopper-session.js';
import { wait } from './wait.js';

export { ShopApiError } from './shop-api-error.js';
export type { Operation } from './operation.js';
export type { ShopperToken, TokenStore } from './shopper-session.js';

export type Shop = ShopQuery['shop'];
export type Garment = GarmentFieldsFragment;
export type GarmentList = GarmentsQuery['garments'];
export type SamplePerson = SamplePeopleQuery['samplePeople']['items'][number];
export type PersonPhoto = PersonPhotoFieldsFragment;
export type DeletePhotoResult = DeletePersonPhotoMutation['deletePersonPhoto'];
export type TryOnPicture = NonNullable<TryOnFieldsFragment['picture']>;

type TryOnUnion = TryOnMutation['tryOn'];

/** Members of the schema's result union that are final: QUEUED and BUSY have been waited out. */
export type TryOnOutcome = Exclude<TryOnUnion, { __typename: 'TryOnQueued' | 'TryOnCompleted' }> | TryOnDone;

/** A try-on whose picture is there. */
export interface TryOnDone {
  readonly __typename: 'TryOnCompleted';
  readonly cacheState: 'MISS' | 'HIT' | 'SHARED';
  readonly tryOn: TryOnFieldsFragment & { readonly picture: TryOnPicture };
}

/** A photo that the server has taken and checked, or why it has not. */
export type UploadOutcome =
  | { readonly __typename: 'PersonPhotoAccepted'; readonly personPhotoId: string; readonly issues: Issues }
  | { readonly __typename: 'PersonPhotoRejected'; readonly personPhotoId: string; readonly issues: Issues }
  | { readonly __typename: 'PhotoTooLarge'; readonly maxBytes: number }
  | Exclude<CreatePersonPhotoUploadMutation['createPersonPhotoUpload'], { __typename: 'PersonPhotoUpload' }>;

type Issues = readonly { readonly code: string; readonly message: string }[];

/** How to call the server. */
export interface CallOptions {
  /** Ends the call; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** How to reach a shop. */
export interface ShopClientOptions extends TransportOptions {
  /** Keeps the shopper's token between pages. Default: with this object only. */
  readonly tokenStore?: TokenStore;
  /** Longest time to wait for a queued try-on, in milliseconds. Default 60,000. */
  readonly maxWaitMs?: number;
}

const DEFAULT_MAX_WAIT_MS = 60_000;
const LEAST_WAIT_MS = 100;

/**
 * The shop API for a page: reads the catalogue, hands in a photo, tries garments on. Expected failures are members of
 * result unions, told apart by `__typename`; everything else throws `ShopApiError`.
 */
export class ShopClient {
  private readonly transport: GraphqlTransport;
  private readonly session: ShopperSession;
  private readonly maxWaitMs: number;

  constructor(options: ShopClientOptions) {
    this.transport = new GraphqlTransport(options);
    this.maxWaitMs = options.maxWaitMs ?? DEFAULT_MAX_WAIT_MS;
    this.session = new ShopperSession(() => this.startSession(), options.tokenStore);
  }

  /**
   * Runs any operation of `@tryflow/client/operations`.
   * @param shopper whether it needs a shopper's session, which is then started or renewed
   */
  async send<Data, Variables>(
    operation: Operation<Data, Variables>,
    variables: Variables,
    { signal, shopper = false }: CallOptions & { readonly shopper?: boolean } = {},
  ): Promise<Data> {
    if (!shopper) return this.transport.send(operation, variables, { signal });
    const token = await this.session.token();
    try {
      return await this.transport.send(operation, variables, { token, signal });
    } catch (error) {
      if (!(error instanceof ShopApiError) || error.code !== 'UNAUTHENTICATED') throw error;
      this.session.end();
      return this.transport.send(operation, variables, { token: await this.session.token(), signal });
    }
  }

  /** The shop's name, consent version and limits. */
  async shop(options?: CallOptions): Promise<Shop> {
    return (await this.send(ShopOperation, {}, options)).shop;
  }

  /** The garment of this id; null when it cannot be tried on. */
  async garment(id: string, options?: CallOptions): Promise<Garment | null> {
    return (await this.send(GarmentOperation, { id }, options)).garment;
  }

  /** The garment of this article number; null when it cannot be tried on. */
  async garmentBySku(sku: string, options?: CallOptions): Promise<Garment | null> {
    return (await this.send(GarmentBySkuOperation, { sku }, options)).garmentBySku;
  }

  /** Garments that can be tried on. */
  async garments(list?: GarmentListOptions, options?: CallOptions): Promise<GarmentList> {
    return (await this.send(GarmentsOperation, { options: list }, options)).garments;
  }

  /** People whom the shop offers as models, at most 100. */
  async samplePeople(options?: CallOptions): Promise<readonly SamplePerson[]> {
    return (await this.send(SamplePeopleOperation, { options: { take: 100 } }, options)).samplePeople.items;
  }

  /** The shopper's photo; null when it is gone. */
  async personPhoto(id: string, options?: CallOptions): Promise<PersonPhoto | null> {
    if (!this.session.alive) return null;
    return (await this.send(PersonPhotoOperation, { id }, { ...options, shopper: true })).personPhoto;
  }

  /**
   * Records the consent and hands in the photo.
   * @param consentVersion `Shop.consentVersion` of the text that the shopper has agreed to
   * @param onProgress share of the bytes that have left, 0…1
   */
  async uploadPersonPhoto(
    photo: Blob,
    { consentVersion }: { readonly consentVersion: string },
    { signal, onProgress }: CallOptions & { readonly onProgress?: (share: number) => void } = {},
  ): Promise<UploadOutcome> {
    const { createPersonPhotoUpload: upload } = await this.send(
      CreatePersonPhotoUploadOperation,
      { input: { consentVersion, consentScope: 'TRY_ON' } },
      { signal, shopper: true },
    );
    if (upload.__typename !== 'PersonPhotoUpload') return upload;
    const { uploadUrl, maxBytes, personPhoto } = upload;
    if (photo.size > maxBytes) return { __typename: 'PhotoTooLarge', maxBytes };
    let answer = await putBytes(uploadUrl, photo, { signal, onProgress });
    const deadline = Date.now() + this.maxWaitMs;
    while (answer.status === 503 && Date.now() < deadline) {
      await wait(1_000, signal);
      answer = await putBytes(uploadUrl, photo, { signal, onProgress });
    }
    return readUpload(answer, personPhoto.id, maxBytes);
  }

  /** Removes the photo, what was derived from it and every result that shows the person. */
  async deletePersonPhoto(id: string, options?: CallOptions): Promise<DeletePhotoResult> {
    const call = { ...options, shopper: true };
    return (await this.send(DeletePersonPhotoOperation, { id }, call)).deletePersonPhoto;
  }

  /**
   * Shows the garment on the person. A queued try-on is asked for again until it is done, a busy server after the time
   * that it names; after `maxWaitMs` the last refusal is the answer.
   * @param onWait told each time before waiting
   */
  async tryOn(
    input: TryOnInput,
    { signal, onWait }: CallOptions & { readonly onWait?: (waitMs: number) => void } = {},
  ): Promise<TryOnOutcome> {
    const deadline = Date.now() + this.maxWaitMs;
    for (;;) {
      const { tryOn: result } = await this.send(TryOnOperation, { input }, { signal, shopper: true });
      const waitMs = waitOf(result);
      if (waitMs === undefined) return settled(result);
      if (Date.now() + waitMs > deadline)
        return result.__typename === 'TryOnQueued' ? gaveUp(waitMs) : settled(result);
      onWait?.(waitMs);
      await wait(waitMs, signal);
      if (result.__typename === 'TryOnQueued') await this.finish(result.tryOn.id, waitMs, deadline, signal);
    }
  }

  /** Waits until a queued try-on has ended in whatever way; asking for it anew then tells the outcome. */
  private async finish(id: string, waitMs: number, deadline: number, signal?: AbortSignal): Promise<void> {
    while (Date.now() < deadline) {
      const { tryOn } = await this.send(FindTryOnOperation, { id }, { signal, shopper: true });
      if (tryOn?.state !== 'QUEUED' && tryOn?.state !== 'RUNNING') return;
      await wait(waitMs, signal);
    }
  }

  private async startSession(): Promise<ShopperToken> {
    return (await this.transport.send(CreateShopperSessionOperation, {})).createShopperSession;
  }
}

/** How long to wait before asking again; undefined for an answer that is final. */
function waitOf(result: TryOnUnion): number | undefined {
  if (result.__typename === 'TryOnQueued' || result.__typename === 'TryOnBusy') {
    return Math.max(LEAST_WAIT_MS, result.retryAfterMs);
  }
  if (result.__typename !== 'GarmentNotReady' || result.garmentRetryAfterMs === null) return undefined;
  return Math.max(LEAST_WAIT_MS, result.garmentRetryAfterMs);
}

function settled(result: TryOnUnion): TryOnOutcome {
  if (result.__typename === 'TryOnQueued') return gaveUp(result.retryAfterMs);
  if (result.__typename !== 'TryOnCompleted') return result;
  const { picture } = result.tryOn;
  if (!picture) throw new ShopApiError('The try-on has no picture any more.', 'PICTURE_GONE', 200);
  return { ...result, tryOn: { ...result.tryOn, picture } };
}

function gaveUp(retryAfterMs: number): TryOnOutcome {
  return {
    __typename: 'TryOnBusy',
    errorCode: 'TRY_ON_BUSY',
    message: 'The try-on still waits for a worker.',
    retryAfterMs,
  };
}

function readUpload({ status, body }: UploadAnswer, personPhotoId: string, maxBytes: number): UploadOutcome {
  const issues = body.issues ?? (body.error ? [body.error] : []);
  if (status === 413) return { __typename: 'PhotoTooLarge', maxBytes };
  if (status === 200 && body.state === 'READY')
    return { __typename: 'PersonPhotoAccepted', personPhotoId, issues };
  if (status === 200 || status === 422) return { __typename: 'PersonPhotoRejected', personPhotoId, issues };
  throw new ShopApiError(
    body.error?.message ?? `The upload was answered ${status}.`,
    body.error?.code ?? 'UPLOAD_FAILED',
    status,
  );
}
