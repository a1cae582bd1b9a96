/** Types of schema.admin.graphql, written by `npm run schema:types`. */

export type ErrorCode =
  | 'NOT_FOUND'
  | 'SKU_TAKEN'
  | 'CHANNEL_CODE_TAKEN'
  | 'INVALID_INPUT'
  | 'LAST_OWNER_KEY'
  | 'NOT_READY'
  | 'MODEL_REFUSED';
export type SortOrder = 'ASC' | 'DESC';
export type Role = 'VIEWER' | 'EDITOR' | 'OWNER';
export type ApiKeyKind = 'SHOP' | 'ADMIN';
export type GarmentCategory = 'UPPER_BODY' | 'LOWER_BODY' | 'DRESS';
export type GarmentStatus = 'DRAFT' | 'PREPARING' | 'READY' | 'REJECTED' | 'ARCHIVED';
export type IssueSeverity = 'WARNING' | 'ERROR';
export type FeedFormat = 'CSV' | 'JSONL';
export type GarmentImportState = 'AWAITING_UPLOAD' | 'QUEUED' | 'RUNNING' | 'COMPLETED' | 'FAILED';
export type PersonPhotoState = 'AWAITING_UPLOAD' | 'READY' | 'REJECTED';
export type TryOnState = 'QUEUED' | 'RUNNING' | 'COMPLETED' | 'LOW_CONFIDENCE' | 'FAILED';
export type PrewarmState = 'QUEUED' | 'RUNNING' | 'COMPLETED' | 'BUDGET_REACHED' | 'CANCELLED' | 'FAILED';

export interface ChannelListOptions {
  skip?: Nullable<number>;
  take?: Nullable<number>;
}

export interface CreateChannelInput {
  code: string;
  name: string;
  allowedOrigins?: Nullable<string[]>;
}

export interface UpdateChannelInput {
  name?: Nullable<string>;
  allowedOrigins?: Nullable<string[]>;
  consentVersion?: Nullable<string>;
  tryOnsPerShopperHour?: Nullable<number>;
}

export interface ApiKeyListOptions {
  skip?: Nullable<number>;
  take?: Nullable<number>;
}

export interface CreateApiKeyInput {
  kind: ApiKeyKind;
  role?: Nullable<Role>;
  name: string;
}

export interface PriceInput {
  amountMinor: number;
  currencyCode: string;
}

export interface GarmentListOptions {
  skip?: Nullable<number>;
  take?: Nullable<number>;
  sort?: Nullable<GarmentSort>;
  filter?: Nullable<GarmentFilter>;
}

export interface GarmentSort {
  sku?: Nullable<SortOrder>;
  name?: Nullable<SortOrder>;
  createdAt?: Nullable<SortOrder>;
  updatedAt?: Nullable<SortOrder>;
}

export interface GarmentFilter {
  search?: Nullable<string>;
  category?: Nullable<GarmentCategory[]>;
  status?: Nullable<GarmentStatus[]>;
  tags?: Nullable<string[]>;
  colourwayGroup?: Nullable<string>;
}

export interface CreateGarmentInput {
  sku: string;
  name: string;
  description?: Nullable<string>;
  category: GarmentCategory;
  tags?: Nullable<string[]>;
  colourwayGroup?: Nullable<string>;
  productUrl?: Nullable<string>;
  price?: Nullable<PriceInput>;
}

export interface UpdateGarmentInput {
  id: string;
  sku?: Nullable<string>;
  name?: Nullable<string>;
  description?: Nullable<string>;
  category?: Nullable<GarmentCategory>;
  tags?: Nullable<string[]>;
  colourwayGroup?: Nullable<string>;
  productUrl?: Nullable<string>;
  price?: Nullable<PriceInput>;
}

export interface CreateGarmentPictureUploadInput {
  garmentId: string;
  primary?: Nullable<boolean>;
}

export interface CreateGarmentImportInput {
  format: FeedFormat;
}

export interface GarmentImportListOptions {
  skip?: Nullable<number>;
  take?: Nullable<number>;
}

export interface SamplePersonListOptions {
  skip?: Nullable<number>;
  take?: Nullable<number>;
}

export interface CreateSamplePersonUploadInput {
  name: string;
  consentHeld: boolean;
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

export interface PrewarmTryOnsInput {
  garmentIds?: Nullable<string[]>;
  samplePersonIds?: Nullable<string[]>;
  budget?: Nullable<PrewarmBudgetInput>;
}

export interface PrewarmBudgetInput {
  maxTryOns?: Nullable<number>;
  maxSeconds?: Nullable<number>;
}

export interface PrewarmListOptions {
  skip?: Nullable<number>;
  take?: Nullable<number>;
}

export interface PurgeTryOnCacheInput {
  garmentId?: Nullable<string>;
  personPhotoId?: Nullable<string>;
}

export interface ErrorResult {
  errorCode: ErrorCode;
  message: string;
}

export interface IQuery {
  __typename?: 'IQuery';
  me: Me;
  channel: Channel;
  channels: ChannelList;
  apiKeys: ApiKeyList;
  garment?: Nullable<Garment>;
  garmentBySku?: Nullable<Garment>;
  garments: GarmentList;
  garmentImport?: Nullable<GarmentImport>;
  garmentImports: GarmentImportList;
  samplePerson?: Nullable<SamplePerson>;
  samplePeople: SamplePersonList;
  tryOn?: Nullable<TryOn>;
  tryOns: TryOnList;
  prewarm?: Nullable<Prewarm>;
  prewarms: PrewarmList;
  models: Model[];
  inference: InferenceStatus;
}

export interface IMutation {
  __typename?: 'IMutation';
  createChannel: CreateChannelResult;
  updateChannel: Channel;
  createApiKey: CreatedApiKey;
  revokeApiKey: RevokeApiKeyResult;
  createGarment: CreateGarmentResult;
  updateGarment: UpdateGarmentResult;
  archiveGarment: ArchiveGarmentResult;
  restoreGarment: RestoreGarmentResult;
  createGarmentPictureUpload: CreateGarmentPictureUploadResult;
  prepareGarment: PrepareGarmentResult;
  createGarmentImport: GarmentImportUpload;
  createSamplePersonUpload: SamplePersonUpload;
  deleteSamplePerson: DeleteSamplePersonResult;
  prewarmTryOns: PrewarmTryOnsResult;
  cancelPrewarm: CancelPrewarmResult;
  purgeTryOnCache: PurgeTryOnCacheReport;
  activateModel: ActivateModelResult;
}

export interface NotFound extends ErrorResult {
  __typename?: 'NotFound';
  errorCode: ErrorCode;
  message: string;
}

export interface InvalidInput extends ErrorResult {
  __typename?: 'InvalidInput';
  errorCode: ErrorCode;
  message: string;
  field: string;
}

export interface Me {
  __typename?: 'Me';
  keyId: string;
  role: Role;
  channel: Channel;
  isPlatformOwner: boolean;
}

export interface Channel {
  __typename?: 'Channel';
  id: string;
  code: string;
  name: string;
  isDefault: boolean;
  allowedOrigins: string[];
  consentVersion: string;
  tryOnsPerShopperHour: number;
  createdAt: DateTime;
}

export interface ChannelList {
  __typename?: 'ChannelList';
  items: Channel[];
  totalItems: number;
}

export interface CreatedChannel {
  __typename?: 'CreatedChannel';
  channel: Channel;
  shopKey: CreatedApiKey;
  ownerKey: CreatedApiKey;
}

export interface ChannelCodeTaken extends ErrorResult {
  __typename?: 'ChannelCodeTaken';
  errorCode: ErrorCode;
  message: string;
}

export interface ApiKey {
  __typename?: 'ApiKey';
  id: string;
  kind: ApiKeyKind;
  role?: Nullable<Role>;
  name: string;
  hint: string;
  createdAt: DateTime;
  lastUsedAt?: Nullable<DateTime>;
  revokedAt?: Nullable<DateTime>;
}

export interface ApiKeyList {
  __typename?: 'ApiKeyList';
  items: ApiKey[];
  totalItems: number;
}

export interface CreatedApiKey {
  __typename?: 'CreatedApiKey';
  apiKey: ApiKey;
  key: string;
}

export interface LastOwnerKey extends ErrorResult {
  __typename?: 'LastOwnerKey';
  errorCode: ErrorCode;
  message: string;
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
  status: GarmentStatus;
  issues: PictureIssue[];
  pictures: GarmentPicture[];
  cutout?: Nullable<Picture>;
  productUrl?: Nullable<string>;
  price?: Nullable<Price>;
  createdAt: DateTime;
  updatedAt: DateTime;
}

export interface GarmentPicture {
  __typename?: 'GarmentPicture';
  id: string;
  picture: Picture;
  createdAt: DateTime;
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

export interface PictureIssue {
  __typename?: 'PictureIssue';
  code: string;
  severity: IssueSeverity;
  message: string;
}

export interface GarmentList {
  __typename?: 'GarmentList';
  items: Garment[];
  totalItems: number;
}

export interface SkuTaken extends ErrorResult {
  __typename?: 'SkuTaken';
  errorCode: ErrorCode;
  message: string;
}

export interface NotReady extends ErrorResult {
  __typename?: 'NotReady';
  errorCode: ErrorCode;
  message: string;
}

export interface Upload {
  __typename?: 'Upload';
  uploadUrl: string;
  uploadMethod: string;
  uploadExpiresAt: DateTime;
  maxBytes: number;
  acceptedMediaTypes: string[];
}

export interface GarmentImportUpload {
  __typename?: 'GarmentImportUpload';
  garmentImport: GarmentImport;
  upload: Upload;
}

export interface GarmentImport {
  __typename?: 'GarmentImport';
  id: string;
  format: FeedFormat;
  state: GarmentImportState;
  lines: number;
  created: number;
  updated: number;
  failed: number;
  errors: GarmentImportError[];
  createdAt: DateTime;
  finishedAt?: Nullable<DateTime>;
}

export interface GarmentImportError {
  __typename?: 'GarmentImportError';
  line: number;
  sku?: Nullable<string>;
  field?: Nullable<string>;
  message: string;
}

export interface GarmentImportList {
  __typename?: 'GarmentImportList';
  items: GarmentImport[];
  totalItems: number;
}

export interface SamplePerson {
  __typename?: 'SamplePerson';
  id: string;
  name: string;
  state: PersonPhotoState;
  issues: PictureIssue[];
  picture?: Nullable<Picture>;
  createdAt: DateTime;
}

export interface SamplePersonList {
  __typename?: 'SamplePersonList';
  items: SamplePerson[];
  totalItems: number;
}

export interface SamplePersonUpload {
  __typename?: 'SamplePersonUpload';
  samplePerson: SamplePerson;
  upload: Upload;
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
  isSamplePerson: boolean;
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

export interface TryOnList {
  __typename?: 'TryOnList';
  items: TryOn[];
  totalItems: number;
}

export interface Prewarm {
  __typename?: 'Prewarm';
  id: string;
  state: PrewarmState;
  total: number;
  computed: number;
  alreadyCached: number;
  lowConfidence: number;
  failed: number;
  computeSeconds: number;
  createdAt: DateTime;
  finishedAt?: Nullable<DateTime>;
}

export interface PrewarmList {
  __typename?: 'PrewarmList';
  items: Prewarm[];
  totalItems: number;
}

export interface PurgeTryOnCacheReport {
  __typename?: 'PurgeTryOnCacheReport';
  tryOnsDeleted: number;
}

export interface Model {
  __typename?: 'Model';
  id: string;
  isActive: boolean;
  card?: Nullable<ModelCard>;
  digest?: Nullable<string>;
  error?: Nullable<string>;
}

export interface ModelCard {
  __typename?: 'ModelCard';
  name: string;
  version: string;
  licence: string;
  allowedUse: string;
  trainingData: TrainingData[];
  metrics: ModelMetric[];
  notes: string[];
  frameHeight: number;
  frameWidth: number;
}

export interface TrainingData {
  __typename?: 'TrainingData';
  name: string;
  terms: string;
}

export interface ModelMetric {
  __typename?: 'ModelMetric';
  name: string;
  value: number;
  protocol: string;
  command: string;
}

export interface ModelRefused extends ErrorResult {
  __typename?: 'ModelRefused';
  errorCode: ErrorCode;
  message: string;
}

export interface InferenceStatus {
  __typename?: 'InferenceStatus';
  executionProvider: string;
  activeModelId: string;
  workers: number;
  queueDepth: number;
  queueLimit: number;
}

export type DateTime = Date;
export type CreateChannelResult = CreatedChannel | ChannelCodeTaken | InvalidInput;
export type RevokeApiKeyResult = ApiKey | NotFound | LastOwnerKey;
export type CreateGarmentResult = Garment | SkuTaken | InvalidInput;
export type UpdateGarmentResult = Garment | NotFound | SkuTaken | InvalidInput;
export type ArchiveGarmentResult = Garment | NotFound;
export type RestoreGarmentResult = Garment | NotFound;
export type PrepareGarmentResult = Garment | NotFound | NotReady;
export type CreateGarmentPictureUploadResult = Upload | NotFound;
export type DeleteSamplePersonResult = DeletionReceipt | NotFound;
export type PrewarmTryOnsResult = Prewarm | InvalidInput;
export type CancelPrewarmResult = Prewarm | NotFound | NotReady;
export type ActivateModelResult = Model | NotFound | ModelRefused;
type Nullable<T> = T | null;
