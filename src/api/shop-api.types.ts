/** Types of schema.shop.graphql, written by `npm run schema:types`. */

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
export type TryOnMode = 'SERVER' | 'DEVICE_PREFERRED' | 'DEVICE_ONLY';
export type SortOrder = 'ASC' | 'DESC';
export type GarmentCategory = 'UPPER_BODY' | 'LOWER_BODY' | 'DRESS';
export type ConsentScope = 'TRY_ON';
export type PersonPhotoState = 'AWAITING_UPLOAD' | 'READY' | 'REJECTED';
export type IssueSeverity = 'WARNING' | 'ERROR';
export type PictureFormat = 'JPEG' | 'WEBP' | 'PNG';
export type TryOnState = 'QUEUED' | 'RUNNING' | 'COMPLETED' | 'LOW_CONFIDENCE' | 'FAILED';
export type CacheState = 'MISS' | 'HIT' | 'SHARED';
export type DeviceModelPartKind = 'PERSON_ENCODER' | 'GARMENT_ENCODER' | 'FITTING';
export type DeviceProvider = 'WASM' | 'WEBGPU';
export type DeviceTryOnOutcome = 'COMPLETED' | 'LOW_CONFIDENCE';

export interface GarmentListOptions {
  skip?: Nullable<number>;
  take?: Nullable<number>;
  sort?: Nullable<GarmentSort>;
  filter?: Nullable<GarmentFilter>;
}

export interface GarmentSort {
  name?: Nullable<SortOrder>;
  createdAt?: Nullable<SortOrder>;
}

export interface GarmentFilter {
  search?: Nullable<string>;
  category?: Nullable<GarmentCategory[]>;
  tags?: Nullable<string[]>;
  colourwayGroup?: Nullable<string>;
}

export interface SamplePersonListOptions {
  skip?: Nullable<number>;
  take?: Nullable<number>;
}

export interface CreatePersonPhotoUploadInput {
  consentVersion: string;
  consentScope: ConsentScope;
}

export interface TryOnInput {
  garmentId: string;
  personPhotoId: string;
  output?: Nullable<TryOnOutputInput>;
}

export interface TryOnOutputInput {
  format?: Nullable<PictureFormat>;
  quality?: Nullable<number>;
  maxSide?: Nullable<number>;
}

export interface TryOnListOptions {
  skip?: Nullable<number>;
  take?: Nullable<number>;
  filter?: Nullable<TryOnFilter>;
}

export interface TryOnFilter {
  garmentId?: Nullable<string>;
  personPhotoId?: Nullable<string>;
  state?: Nullable<TryOnState[]>;
}

export interface ReportDeviceTryOnInput {
  garmentId: string;
  outcome: DeviceTryOnOutcome;
  provider: DeviceProvider;
  durationMs: number;
}

export interface ErrorResult {
  errorCode: ErrorCode;
  message: string;
}

export interface IQuery {
  __typename?: 'IQuery';
  shop: Shop;
  garment?: Nullable<Garment>;
  garmentBySku?: Nullable<Garment>;
  garments: GarmentList;
  samplePeople: SamplePersonList;
  personPhoto?: Nullable<PersonPhoto>;
  tryOn?: Nullable<TryOn>;
  tryOns: TryOnList;
  deviceModel?: Nullable<DeviceModel>;
}

export interface IMutation {
  __typename?: 'IMutation';
  createShopperSession: ShopperSession;
  createPersonPhotoUpload: CreatePersonPhotoUploadResult;
  deletePersonPhoto: DeletePersonPhotoResult;
  tryOn: TryOnResult;
  reportDeviceTryOn: ReportDeviceTryOnResult;
}

export interface Shop {
  __typename?: 'Shop';
  name: string;
  consentVersion: string;
  personPhotoLifetimeSeconds: number;
  tryOnLifetimeSeconds: number;
  maxUploadBytes: number;
  maxPhotoSide: number;
  tryOnMode: TryOnMode;
}

export interface ShopperSession {
  __typename?: 'ShopperSession';
  token: string;
  expiresAt: DateTime;
}

export interface Garment {
  __typename?: 'Garment';
  id: string;
  sku: string;
  name: string;
  description: string;
  category: GarmentCategory;
  tags: string[];
  colourwayGroup?: Nullable<string>;
  productUrl?: Nullable<string>;
  price?: Nullable<Price>;
  picture?: Nullable<Picture>;
  cutout?: Nullable<Picture>;
  createdAt: DateTime;
  updatedAt: DateTime;
}

export interface Price {
  __typename?: 'Price';
  amountMinor: number;
  currencyCode: string;
}

export interface Picture {
  __typename?: 'Picture';
  url: string;
  urlExpiresAt: DateTime;
  width: number;
  height: number;
  mediaType: string;
}

export interface GarmentList {
  __typename?: 'GarmentList';
  items: Garment[];
  totalItems: number;
}

export interface SamplePerson {
  __typename?: 'SamplePerson';
  id: string;
  name: string;
  picture: Picture;
}

export interface SamplePersonList {
  __typename?: 'SamplePersonList';
  items: SamplePerson[];
  totalItems: number;
}

export interface PersonPhotoUpload {
  __typename?: 'PersonPhotoUpload';
  personPhoto: PersonPhoto;
  uploadUrl: string;
  uploadMethod: string;
  uploadExpiresAt: DateTime;
  maxBytes: number;
  acceptedMediaTypes: string[];
}

export interface PersonPhoto {
  __typename?: 'PersonPhoto';
  id: string;
  state: PersonPhotoState;
  issues: PictureIssue[];
  width?: Nullable<number>;
  height?: Nullable<number>;
  createdAt: DateTime;
  expiresAt: DateTime;
}

export interface PictureIssue {
  __typename?: 'PictureIssue';
  code: string;
  severity: IssueSeverity;
  message: string;
}

export interface DeletionReceipt {
  __typename?: 'DeletionReceipt';
  id: string;
  deletedAt: DateTime;
  photosDeleted: number;
  featuresDeleted: number;
  tryOnsDeleted: number;
  signature: string;
}

export interface TryOn {
  __typename?: 'TryOn';
  id: string;
  state: TryOnState;
  garmentId: string;
  personPhotoId: string;
  picture?: Nullable<Picture>;
  confidence?: Nullable<Confidence>;
  timings?: Nullable<StageTimings>;
  receipt?: Nullable<TryOnReceipt>;
  failureCode?: Nullable<string>;
  createdAt: DateTime;
  completedAt?: Nullable<DateTime>;
  expiresAt: DateTime;
}

export interface Confidence {
  __typename?: 'Confidence';
  score: number;
  maskAgreement: number;
  flowRegularity: number;
  coverage: number;
  photoConsistency: number;
  personFamiliarity?: Nullable<number>;
}

export interface StageTimings {
  __typename?: 'StageTimings';
  queueMs: number;
  decodeMs: number;
  networkMs: number;
  composeMs: number;
  encodeMs: number;
  totalMs: number;
}

export interface TryOnReceipt {
  __typename?: 'TryOnReceipt';
  personDigest: string;
  garmentDigest: string;
  modelId: string;
  modelDigest: string;
  pipelineVersion: string;
  executionProvider: string;
}

export interface TryOnCompleted {
  __typename?: 'TryOnCompleted';
  tryOn: TryOn;
  cacheState: CacheState;
}

export interface TryOnQueued {
  __typename?: 'TryOnQueued';
  tryOn: TryOn;
  retryAfterMs: number;
}

export interface TryOnLowConfidence extends ErrorResult {
  __typename?: 'TryOnLowConfidence';
  errorCode: ErrorCode;
  message: string;
  confidence: Confidence;
  threshold: number;
}

export interface GarmentNotFound extends ErrorResult {
  __typename?: 'GarmentNotFound';
  errorCode: ErrorCode;
  message: string;
}

export interface GarmentNotReady extends ErrorResult {
  __typename?: 'GarmentNotReady';
  errorCode: ErrorCode;
  message: string;
  retryAfterMs?: Nullable<number>;
}

export interface PersonPhotoNotFound extends ErrorResult {
  __typename?: 'PersonPhotoNotFound';
  errorCode: ErrorCode;
  message: string;
}

export interface PersonPhotoRejected extends ErrorResult {
  __typename?: 'PersonPhotoRejected';
  errorCode: ErrorCode;
  message: string;
  issues: PictureIssue[];
}

export interface ConsentRequired extends ErrorResult {
  __typename?: 'ConsentRequired';
  errorCode: ErrorCode;
  message: string;
  consentVersion: string;
}

export interface QuotaExceeded extends ErrorResult {
  __typename?: 'QuotaExceeded';
  errorCode: ErrorCode;
  message: string;
  retryAfterMs: number;
}

export interface TryOnBusy extends ErrorResult {
  __typename?: 'TryOnBusy';
  errorCode: ErrorCode;
  message: string;
  retryAfterMs: number;
}

export interface TryOnFailed extends ErrorResult {
  __typename?: 'TryOnFailed';
  errorCode: ErrorCode;
  message: string;
  failureCode: string;
}

export interface TryOnList {
  __typename?: 'TryOnList';
  items: TryOn[];
  totalItems: number;
}

export interface OnDeviceOnly extends ErrorResult {
  __typename?: 'OnDeviceOnly';
  errorCode: ErrorCode;
  message: string;
}

export interface DeviceModel {
  __typename?: 'DeviceModel';
  id: string;
  version: string;
  digest: string;
  licence: string;
  byteLength: number;
  frameWidth: number;
  frameHeight: number;
  parts: DeviceModelPart[];
  confidenceThreshold: number;
}

export interface DeviceModelPart {
  __typename?: 'DeviceModelPart';
  kind: DeviceModelPartKind;
  sha256: string;
  byteLength: number;
  url: string;
  urlExpiresAt: DateTime;
}

export interface DeviceTryOnReported {
  __typename?: 'DeviceTryOnReported';
  garmentId: string;
}

export interface DeviceModeOff extends ErrorResult {
  __typename?: 'DeviceModeOff';
  errorCode: ErrorCode;
  message: string;
}

export type DateTime = Date;
export type CreatePersonPhotoUploadResult =
  PersonPhotoUpload | ConsentRequired | QuotaExceeded | OnDeviceOnly;
export type DeletePersonPhotoResult = DeletionReceipt | PersonPhotoNotFound;
export type TryOnResult =
  | TryOnCompleted
  | TryOnQueued
  | TryOnLowConfidence
  | GarmentNotFound
  | GarmentNotReady
  | PersonPhotoNotFound
  | PersonPhotoRejected
  | ConsentRequired
  | QuotaExceeded
  | TryOnBusy
  | TryOnFailed
  | OnDeviceOnly;
export type ReportDeviceTryOnResult = DeviceTryOnReported | GarmentNotFound | DeviceModeOff;
type Nullable<T> = T | null;
