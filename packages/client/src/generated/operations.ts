/** Operations of the shop API, written by `npm run client:generate`. */

import type { Operation } from '../operation.js';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type ErrorCode =
  | 'CONSENT_REQUIRED'
  | 'GARMENT_NOT_FOUND'
  | 'GARMENT_NOT_READY'
  | 'PERSON_PHOTO_NOT_FOUND'
  | 'PERSON_PHOTO_REJECTED'
  | 'QUOTA_EXCEEDED'
  | 'TRY_ON_BUSY'
  | 'TRY_ON_LOW_CONFIDENCE'
  | 'TRY_ON_FAILED'
  | 'ON_DEVICE_ONLY'
  | 'DEVICE_MODE_OFF';

/** Where a try-on of a shopper's own photo is computed. Sample people may be tried on by the server in every mode. */
export type TryOnMode =
  /** On the server. */
  | 'SERVER'
  /** On the shopper's device where it can, else on the server. */
  | 'DEVICE_PREFERRED'
  /** On the shopper's device only: the server refuses shoppers' photos. */
  | 'DEVICE_ONLY';

export type SortOrder = 'ASC' | 'DESC';

export type GarmentCategory = 'UPPER_BODY' | 'LOWER_BODY' | 'DRESS';

export type GarmentListOptions = {
  /** Items to pass over, 0 to 10,000. Default 0. */
  skip?: number | null | undefined;
  /** Items to answer with, 1 to 100. Default 20. */
  take?: number | null | undefined;
  sort?: GarmentSort | null | undefined;
  filter?: GarmentFilter | null | undefined;
};

/** The first given field sorts; ties are broken by id. */
export type GarmentSort = {
  name?: SortOrder | null | undefined;
  createdAt?: SortOrder | null | undefined;
};

/** Conditions are joined by AND. */
export type GarmentFilter = {
  /** Words that occur in sku, name or tags; the last word may be a beginning. */
  search?: string | null | undefined;
  category?: Array<GarmentCategory> | null | undefined;
  /** Garments that carry all of these tags. */
  tags?: Array<string> | null | undefined;
  colourwayGroup?: string | null | undefined;
};

export type SamplePersonListOptions = {
  skip?: number | null | undefined;
  take?: number | null | undefined;
};

export type ConsentScope =
  /** The photo is used to show garments on this person, and for nothing else. */
  'TRY_ON';

export type CreatePersonPhotoUploadInput = {
  /** The version of the consent text that the shopper agreed to; see `Shop.consentVersion`. */
  consentVersion: string;
  consentScope: ConsentScope;
};

export type PersonPhotoState =
  /** Consent is recorded; the bytes have not come yet. */
  | 'AWAITING_UPLOAD'
  | 'READY'
  /** See `issues`; hand in another photo. */
  | 'REJECTED';

export type IssueSeverity = 'WARNING' | 'ERROR';

export type TryOnInput = {
  garmentId: string;
  /** A `READY` photo of this shopper or a sample person. */
  personPhotoId: string;
  output?: TryOnOutputInput | null | undefined;
};

export type PictureFormat = 'JPEG' | 'WEBP' | 'PNG';

export type TryOnOutputInput = {
  /** Default JPEG. */
  format?: PictureFormat | null | undefined;
  /** 1 to 100 for JPEG and WEBP. Default 88. */
  quality?: number | null | undefined;
  /** Longest side in pixels, 128 up to the photo's own. Default: the photo's own. */
  maxSide?: number | null | undefined;
};

export type TryOnState =
  | 'QUEUED'
  | 'RUNNING'
  | 'COMPLETED'
  /** Computed, but not shown: the picture would probably be wrong. */
  | 'LOW_CONFIDENCE'
  | 'FAILED';

export type CacheState =
  /** Computed for this request. */
  | 'MISS'
  /** Computed before. */
  | 'HIT'
  /** Computed once for several equal requests that came together. */
  | 'SHARED';

export type TryOnListOptions = {
  skip?: number | null | undefined;
  take?: number | null | undefined;
  filter?: TryOnFilter | null | undefined;
};

export type TryOnFilter = {
  garmentId?: string | null | undefined;
  personPhotoId?: string | null | undefined;
  state?: Array<TryOnState> | null | undefined;
};

export type DeviceModelPartKind =
  /** person → person features. Absent when the model cannot be cut. */
  | 'PERSON_ENCODER'
  /** garment, garment_mask → garment features. Absent when the model cannot be cut. */
  | 'GARMENT_ENCODER'
  /** person, garment, garment_mask and all features → flow, composition, rendered, preservation. */
  | 'FITTING';

export type DeviceProvider = 'WASM' | 'WEBGPU';

export type DeviceTryOnOutcome = 'COMPLETED' | 'LOW_CONFIDENCE';

export type ReportDeviceTryOnInput = {
  garmentId: string;
  outcome: DeviceTryOnOutcome;
  provider: DeviceProvider;
  /** Milliseconds from asking to the picture, 0 to 600,000. */
  durationMs: number;
};

export type DeviceModelQueryVariables = Exact<{ [key: string]: never }>;

export type DeviceModelQuery = {
  deviceModel: {
    id: string;
    version: string;
    digest: string;
    licence: string;
    byteLength: number;
    frameWidth: number;
    frameHeight: number;
    confidenceThreshold: number;
    parts: Array<{ kind: DeviceModelPartKind; sha256: string; byteLength: number; url: string }>;
  } | null;
};

export type GarmentCutoutQueryVariables = Exact<{
  id: string;
}>;

export type GarmentCutoutQuery = {
  garment: {
    id: string;
    cutout: { url: string; urlExpiresAt: string; width: number; height: number; mediaType: string } | null;
  } | null;
};

export type ReportDeviceTryOnMutationVariables = Exact<{
  input: ReportDeviceTryOnInput;
}>;

export type ReportDeviceTryOnMutation = {
  reportDeviceTryOn:
    | { __typename: 'DeviceTryOnReported' }
    | { __typename: 'GarmentNotFound'; errorCode: ErrorCode; message: string }
    | { __typename: 'DeviceModeOff'; errorCode: ErrorCode; message: string };
};

export type GarmentFieldsFragment = {
  id: string;
  sku: string;
  name: string;
  description: string;
  category: GarmentCategory;
  tags: Array<string>;
  colourwayGroup: string | null;
  productUrl: string | null;
  price: { amountMinor: number; currencyCode: string } | null;
  picture: { url: string; urlExpiresAt: string; width: number; height: number; mediaType: string } | null;
};

export type PictureFieldsFragment = {
  url: string;
  urlExpiresAt: string;
  width: number;
  height: number;
  mediaType: string;
};

export type GarmentQueryVariables = Exact<{
  id: string;
}>;

export type GarmentQuery = {
  garment: {
    id: string;
    sku: string;
    name: string;
    description: string;
    category: GarmentCategory;
    tags: Array<string>;
    colourwayGroup: string | null;
    productUrl: string | null;
    price: { amountMinor: number; currencyCode: string } | null;
    picture: { url: string; urlExpiresAt: string; width: number; height: number; mediaType: string } | null;
  } | null;
};

export type GarmentBySkuQueryVariables = Exact<{
  sku: string;
}>;

export type GarmentBySkuQuery = {
  garmentBySku: {
    id: string;
    sku: string;
    name: string;
    description: string;
    category: GarmentCategory;
    tags: Array<string>;
    colourwayGroup: string | null;
    productUrl: string | null;
    price: { amountMinor: number; currencyCode: string } | null;
    picture: { url: string; urlExpiresAt: string; width: number; height: number; mediaType: string } | null;
  } | null;
};

export type GarmentsQueryVariables = Exact<{
  options?: GarmentListOptions | null | undefined;
}>;

export type GarmentsQuery = {
  garments: {
    totalItems: number;
    items: Array<{
      id: string;
      sku: string;
      name: string;
      description: string;
      category: GarmentCategory;
      tags: Array<string>;
      colourwayGroup: string | null;
      productUrl: string | null;
      price: { amountMinor: number; currencyCode: string } | null;
      picture: { url: string; urlExpiresAt: string; width: number; height: number; mediaType: string } | null;
    }>;
  };
};

export type CreatePersonPhotoUploadMutationVariables = Exact<{
  input: CreatePersonPhotoUploadInput;
}>;

export type CreatePersonPhotoUploadMutation = {
  createPersonPhotoUpload:
    | {
        __typename: 'PersonPhotoUpload';
        uploadUrl: string;
        uploadMethod: string;
        uploadExpiresAt: string;
        maxBytes: number;
        acceptedMediaTypes: Array<string>;
        personPhoto: {
          id: string;
          state: PersonPhotoState;
          width: number | null;
          height: number | null;
          expiresAt: string;
          issues: Array<{ code: string; severity: IssueSeverity; message: string }>;
        };
      }
    | { __typename: 'ConsentRequired'; errorCode: ErrorCode; message: string; consentVersion: string }
    | { __typename: 'QuotaExceeded'; errorCode: ErrorCode; message: string; retryAfterMs: number }
    | { __typename: 'OnDeviceOnly'; errorCode: ErrorCode; message: string };
};

export type PersonPhotoQueryVariables = Exact<{
  id: string;
}>;

export type PersonPhotoQuery = {
  personPhoto: {
    id: string;
    state: PersonPhotoState;
    width: number | null;
    height: number | null;
    expiresAt: string;
    issues: Array<{ code: string; severity: IssueSeverity; message: string }>;
  } | null;
};

export type DeletePersonPhotoMutationVariables = Exact<{
  id: string;
}>;

export type DeletePersonPhotoMutation = {
  deletePersonPhoto:
    | {
        __typename: 'DeletionReceipt';
        id: string;
        deletedAt: string;
        photosDeleted: number;
        featuresDeleted: number;
        tryOnsDeleted: number;
        signature: string;
      }
    | { __typename: 'PersonPhotoNotFound'; errorCode: ErrorCode; message: string };
};

export type PersonPhotoFieldsFragment = {
  id: string;
  state: PersonPhotoState;
  width: number | null;
  height: number | null;
  expiresAt: string;
  issues: Array<{ code: string; severity: IssueSeverity; message: string }>;
};

export type SamplePeopleQueryVariables = Exact<{
  options?: SamplePersonListOptions | null | undefined;
}>;

export type SamplePeopleQuery = {
  samplePeople: {
    totalItems: number;
    items: Array<{
      id: string;
      name: string;
      picture: { url: string; urlExpiresAt: string; width: number; height: number; mediaType: string };
    }>;
  };
};

export type ShopQueryVariables = Exact<{ [key: string]: never }>;

export type ShopQuery = {
  shop: {
    name: string;
    consentVersion: string;
    personPhotoLifetimeSeconds: number;
    tryOnLifetimeSeconds: number;
    maxUploadBytes: number;
    maxPhotoSide: number;
    tryOnMode: TryOnMode;
  };
};

export type CreateShopperSessionMutationVariables = Exact<{ [key: string]: never }>;

export type CreateShopperSessionMutation = { createShopperSession: { token: string; expiresAt: string } };

export type TryOnMutationVariables = Exact<{
  input: TryOnInput;
}>;

export type TryOnMutation = {
  tryOn:
    | {
        __typename: 'TryOnCompleted';
        cacheState: CacheState;
        tryOn: {
          id: string;
          state: TryOnState;
          garmentId: string;
          personPhotoId: string;
          failureCode: string | null;
          createdAt: string;
          completedAt: string | null;
          expiresAt: string;
          confidence: { score: number } | null;
          timings: { totalMs: number } | null;
          picture: {
            url: string;
            urlExpiresAt: string;
            width: number;
            height: number;
            mediaType: string;
          } | null;
          receipt: {
            modelId: string;
            modelDigest: string;
            personDigest: string;
            garmentDigest: string;
            pipelineVersion: string;
            executionProvider: string;
          } | null;
        };
      }
    | {
        __typename: 'TryOnQueued';
        retryAfterMs: number;
        tryOn: {
          id: string;
          state: TryOnState;
          garmentId: string;
          personPhotoId: string;
          failureCode: string | null;
          createdAt: string;
          completedAt: string | null;
          expiresAt: string;
          confidence: { score: number } | null;
          timings: { totalMs: number } | null;
          picture: {
            url: string;
            urlExpiresAt: string;
            width: number;
            height: number;
            mediaType: string;
          } | null;
          receipt: {
            modelId: string;
            modelDigest: string;
            personDigest: string;
            garmentDigest: string;
            pipelineVersion: string;
            executionProvider: string;
          } | null;
        };
      }
    | {
        __typename: 'TryOnLowConfidence';
        errorCode: ErrorCode;
        message: string;
        threshold: number;
        confidence: { score: number };
      }
    | { __typename: 'GarmentNotFound'; errorCode: ErrorCode; message: string }
    | {
        __typename: 'GarmentNotReady';
        errorCode: ErrorCode;
        message: string;
        garmentRetryAfterMs: number | null;
      }
    | { __typename: 'PersonPhotoNotFound'; errorCode: ErrorCode; message: string }
    | {
        __typename: 'PersonPhotoRejected';
        errorCode: ErrorCode;
        message: string;
        issues: Array<{ code: string; severity: IssueSeverity; message: string }>;
      }
    | { __typename: 'ConsentRequired'; errorCode: ErrorCode; message: string; consentVersion: string }
    | { __typename: 'QuotaExceeded'; errorCode: ErrorCode; message: string; retryAfterMs: number }
    | { __typename: 'TryOnBusy'; errorCode: ErrorCode; message: string; retryAfterMs: number }
    | { __typename: 'TryOnFailed'; errorCode: ErrorCode; message: string; failureCode: string }
    | { __typename: 'OnDeviceOnly'; errorCode: ErrorCode; message: string };
};

export type FindTryOnQueryVariables = Exact<{
  id: string;
}>;

export type FindTryOnQuery = {
  tryOn: {
    id: string;
    state: TryOnState;
    garmentId: string;
    personPhotoId: string;
    failureCode: string | null;
    createdAt: string;
    completedAt: string | null;
    expiresAt: string;
    confidence: { score: number } | null;
    timings: { totalMs: number } | null;
    picture: { url: string; urlExpiresAt: string; width: number; height: number; mediaType: string } | null;
    receipt: {
      modelId: string;
      modelDigest: string;
      personDigest: string;
      garmentDigest: string;
      pipelineVersion: string;
      executionProvider: string;
    } | null;
  } | null;
};

export type TryOnsQueryVariables = Exact<{
  options?: TryOnListOptions | null | undefined;
}>;

export type TryOnsQuery = {
  tryOns: {
    totalItems: number;
    items: Array<{
      id: string;
      state: TryOnState;
      garmentId: string;
      personPhotoId: string;
      failureCode: string | null;
      createdAt: string;
      completedAt: string | null;
      expiresAt: string;
      confidence: { score: number } | null;
      timings: { totalMs: number } | null;
      picture: { url: string; urlExpiresAt: string; width: number; height: number; mediaType: string } | null;
      receipt: {
        modelId: string;
        modelDigest: string;
        personDigest: string;
        garmentDigest: string;
        pipelineVersion: string;
        executionProvider: string;
      } | null;
    }>;
  };
};

export type TryOnFieldsFragment = {
  id: string;
  state: TryOnState;
  garmentId: string;
  personPhotoId: string;
  failureCode: string | null;
  createdAt: string;
  completedAt: string | null;
  expiresAt: string;
  confidence: { score: number } | null;
  timings: { totalMs: number } | null;
  picture: { url: string; urlExpiresAt: string; width: number; height: number; mediaType: string } | null;
  receipt: {
    modelId: string;
    modelDigest: string;
    personDigest: string;
    garmentDigest: string;
    pipelineVersion: string;
    executionProvider: string;
  } | null;
};

export const DeviceModelOperation: Operation<DeviceModelQuery, DeviceModelQueryVariables> = {
  name: 'DeviceModel',
  sha256: 'c331bf368d773eaf4fc79e8db92e89889b10d3bbeeef91874c046e1e75b6d273',
  query:
    'query DeviceModel{deviceModel{id version digest licence byteLength frameWidth frameHeight confidenceThreshold parts{kind sha256 byteLength url}}}',
};

export const GarmentCutoutOperation: Operation<GarmentCutoutQuery, GarmentCutoutQueryVariables> = {
  name: 'GarmentCutout',
  sha256: '897dcbfca1ef99b09b0c20396cf442d89bc06226e34540198945ee70cc535d8f',
  query:
    'query GarmentCutout($id:ID!){garment(id:$id){id cutout{...PictureFields}}}fragment PictureFields on Picture{url urlExpiresAt width height mediaType}',
};

export const ReportDeviceTryOnOperation: Operation<
  ReportDeviceTryOnMutation,
  ReportDeviceTryOnMutationVariables
> = {
  name: 'ReportDeviceTryOn',
  sha256: 'e6f752919865bb61d1745885866c8c7a8632237b74bc1055f32289ce754be441',
  query:
    'mutation ReportDeviceTryOn($input:ReportDeviceTryOnInput!){reportDeviceTryOn(input:$input){__typename ...on ErrorResult{errorCode message}}}',
};

export const GarmentOperation: Operation<GarmentQuery, GarmentQueryVariables> = {
  name: 'Garment',
  sha256: '0d0f07145c8c689bc47551ae06380454fca71d5a34bd25696a6a85ff6ddcf166',
  query:
    'query Garment($id:ID!){garment(id:$id){...GarmentFields}}fragment GarmentFields on Garment{id sku name description category tags colourwayGroup productUrl price{amountMinor currencyCode}picture{...PictureFields}}fragment PictureFields on Picture{url urlExpiresAt width height mediaType}',
};

export const GarmentBySkuOperation: Operation<GarmentBySkuQuery, GarmentBySkuQueryVariables> = {
  name: 'GarmentBySku',
  sha256: '9e559db52e08da29efaf1b81fc7cc53e29e4b4f7a7a388cbc39cdba08519ff00',
  query:
    'query GarmentBySku($sku:String!){garmentBySku(sku:$sku){...GarmentFields}}fragment GarmentFields on Garment{id sku name description category tags colourwayGroup productUrl price{amountMinor currencyCode}picture{...PictureFields}}fragment PictureFields on Picture{url urlExpiresAt width height mediaType}',
};

export const GarmentsOperation: Operation<GarmentsQuery, GarmentsQueryVariables> = {
  name: 'Garments',
  sha256: 'd3a15b2d366d0543445636db5e42217d43e576809945f776bf095a4ff40fc2ec',
  query:
    'query Garments($options:GarmentListOptions){garments(options:$options){totalItems items{...GarmentFields}}}fragment GarmentFields on Garment{id sku name description category tags colourwayGroup productUrl price{amountMinor currencyCode}picture{...PictureFields}}fragment PictureFields on Picture{url urlExpiresAt width height mediaType}',
};

export const CreatePersonPhotoUploadOperation: Operation<
  CreatePersonPhotoUploadMutation,
  CreatePersonPhotoUploadMutationVariables
> = {
  name: 'CreatePersonPhotoUpload',
  sha256: '42a77d0364cf9eb57b33c8f287f8674f497b8e72be96bff2468531365082760d',
  query:
    'mutation CreatePersonPhotoUpload($input:CreatePersonPhotoUploadInput!){createPersonPhotoUpload(input:$input){__typename ...on PersonPhotoUpload{uploadUrl uploadMethod uploadExpiresAt maxBytes acceptedMediaTypes personPhoto{...PersonPhotoFields}}...on ErrorResult{errorCode message}...on ConsentRequired{consentVersion}...on QuotaExceeded{retryAfterMs}}}fragment PersonPhotoFields on PersonPhoto{id state width height expiresAt issues{code severity message}}',
};

export const PersonPhotoOperation: Operation<PersonPhotoQuery, PersonPhotoQueryVariables> = {
  name: 'PersonPhoto',
  sha256: 'af63767e3a5ccdf21737a4946c267b3cb27ab7c935017f1979dd8436c6bb1a81',
  query:
    'query PersonPhoto($id:ID!){personPhoto(id:$id){...PersonPhotoFields}}fragment PersonPhotoFields on PersonPhoto{id state width height expiresAt issues{code severity message}}',
};

export const DeletePersonPhotoOperation: Operation<
  DeletePersonPhotoMutation,
  DeletePersonPhotoMutationVariables
> = {
  name: 'DeletePersonPhoto',
  sha256: '145e15cf11bcc341b842dbd2d8e2a2a55a20cfeb4c63a4c6fa0dab4d9af03d95',
  query:
    'mutation DeletePersonPhoto($id:ID!){deletePersonPhoto(id:$id){__typename ...on DeletionReceipt{id deletedAt photosDeleted featuresDeleted tryOnsDeleted signature}...on ErrorResult{errorCode message}}}',
};

export const SamplePeopleOperation: Operation<SamplePeopleQuery, SamplePeopleQueryVariables> = {
  name: 'SamplePeople',
  sha256: '6485331a54585766d8f5b07d11b2d2837be953c1c82dbbfefa759db4d19a56c6',
  query:
    'query SamplePeople($options:SamplePersonListOptions){samplePeople(options:$options){totalItems items{id name picture{...PictureFields}}}}fragment PictureFields on Picture{url urlExpiresAt width height mediaType}',
};

export const ShopOperation: Operation<ShopQuery, ShopQueryVariables> = {
  name: 'Shop',
  sha256: 'c0b22742149788f87fe125e3ca5f4726da425e54df9669f1f1b8cccfccee6a75',
  query:
    'query Shop{shop{name consentVersion personPhotoLifetimeSeconds tryOnLifetimeSeconds maxUploadBytes maxPhotoSide tryOnMode}}',
};

export const CreateShopperSessionOperation: Operation<
  CreateShopperSessionMutation,
  CreateShopperSessionMutationVariables
> = {
  name: 'CreateShopperSession',
  sha256: '7dc7e9e91c099c18f72cbb209c430752897a108fc6eed94c8b4397bcbf3facad',
  query: 'mutation CreateShopperSession{createShopperSession{token expiresAt}}',
};

export const TryOnOperation: Operation<TryOnMutation, TryOnMutationVariables> = {
  name: 'TryOn',
  sha256: '3c8b4b1432ec39b43999e7a222b17a48053ef67f9910b287d09bd34572590e77',
  query:
    'mutation TryOn($input:TryOnInput!){tryOn(input:$input){__typename ...on TryOnCompleted{cacheState tryOn{...TryOnFields}}...on TryOnQueued{retryAfterMs tryOn{...TryOnFields}}...on ErrorResult{errorCode message}...on TryOnLowConfidence{threshold confidence{score}}...on GarmentNotReady{garmentRetryAfterMs:retryAfterMs}...on PersonPhotoRejected{issues{code severity message}}...on ConsentRequired{consentVersion}...on QuotaExceeded{retryAfterMs}...on TryOnBusy{retryAfterMs}...on TryOnFailed{failureCode}}}fragment TryOnFields on TryOn{id state garmentId personPhotoId failureCode createdAt completedAt expiresAt confidence{score}timings{totalMs}picture{...PictureFields}receipt{modelId modelDigest personDigest garmentDigest pipelineVersion executionProvider}}fragment PictureFields on Picture{url urlExpiresAt width height mediaType}',
};

export const FindTryOnOperation: Operation<FindTryOnQuery, FindTryOnQueryVariables> = {
  name: 'FindTryOn',
  sha256: '347f402ddf8c0d26c4c71b57f30a803dce5643eaf64f300bb2395f1ce95f430b',
  query:
    'query FindTryOn($id:ID!){tryOn(id:$id){...TryOnFields}}fragment TryOnFields on TryOn{id state garmentId personPhotoId failureCode createdAt completedAt expiresAt confidence{score}timings{totalMs}picture{...PictureFields}receipt{modelId modelDigest personDigest garmentDigest pipelineVersion executionProvider}}fragment PictureFields on Picture{url urlExpiresAt width height mediaType}',
};

export const TryOnsOperation: Operation<TryOnsQuery, TryOnsQueryVariables> = {
  name: 'TryOns',
  sha256: '7aab1b029f139c72c2e8a5e83002e890a890ed206ce329e73dd7179042656c52',
  query:
    'query TryOns($options:TryOnListOptions){tryOns(options:$options){totalItems items{...TryOnFields}}}fragment TryOnFields on TryOn{id state garmentId personPhotoId failureCode createdAt completedAt expiresAt confidence{score}timings{totalMs}picture{...PictureFields}receipt{modelId modelDigest personDigest garmentDigest pipelineVersion executionProvider}}fragment PictureFields on Picture{url urlExpiresAt width height mediaType}',
};
