/** Types of schema.admin.graphql, written by `npm run schema:types`. */

export type ErrorCode =
  | 'NOT_FOUND'
  | 'SKU_TAKEN'
  | 'CHANNEL_CODE_TAKEN'
  | 'INVALID_INPUT'
  | 'LAST_OWNER_KEY'
  | 'NOT_READY'
  | 'BUSY'
  | 'MODEL_REFUSED'
  | 'TOO_FEW_MARKS'
  | 'BAD_RATE_UNREACHABLE';
export type SortOrder = 'ASC' | 'DESC';
export type Role = 'VIEWER' | 'EDITOR' | 'OWNER';
export type TryOnMode = 'SERVER' | 'DEVICE_PREFERRED' | 'DEVICE_ONLY';
export type ApiKeyKind = 'SHOP' | 'ADMIN';
export type GarmentCategory = 'UPPER_BODY' | 'LOWER_BODY' | 'DRESS';
export type GarmentStatus = 'DRAFT' | 'PREPARING' | 'READY' | 'REJECTED' | 'ARCHIVED';
export type IssueSeverity = 'WARNING' | 'ERROR';
export type FeedFormat = 'CSV' | 'JSONL';
export type GarmentImportState = 'AWAITING_UPLOAD' | 'QUEUED' | 'RUNNING' | 'COMPLETED' | 'FAILED';
export type PersonPhotoState = 'AWAITING_UPLOAD' | 'READY' | 'REJECTED';
export type TryOnState = 'QUEUED' | 'RUNNING' | 'COMPLETED' | 'LOW_CONFIDENCE' | 'FAILED';
export type PrewarmState = 'QUEUED' | 'RUNNING' | 'COMPLETED' | 'BUDGET_REACHED' | 'CANCELLED' | 'FAILED';
export type EvaluationState = 'QUEUED' | 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
export type EvaluatedPairState = 'WAITING' | 'SHOWN' | 'WITHHELD' | 'FAILED';
export type ResultVerdict = 'GOOD' | 'BAD';
export type RealismStudyState = 'PREPARING' | 'OPEN' | 'CLOSED' | 'FAILED';

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
  tryOnMode?: Nullable<TryOnMode>;
  confidenceThreshold?: Nullable<number>;
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

export interface CreateGarmentMaskUploadInput {
  garmentId: string;
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

export interface EvaluationListOptions {
  skip?: Nullable<number>;
  take?: Nullable<number>;
  sort?: Nullable<EvaluationSort>;
  filter?: Nullable<EvaluationFilter>;
}

export interface EvaluationSort {
  createdAt?: Nullable<SortOrder>;
  finishedAt?: Nullable<SortOrder>;
  benchmark?: Nullable<SortOrder>;
}

export interface EvaluationFilter {
  benchmark?: Nullable<string[]>;
  modelId?: Nullable<string>;
  state?: Nullable<EvaluationState[]>;
}

export interface StartEvaluationInput {
  benchmark: string;
  modelId: string;
  againstModelId?: Nullable<string>;
  dataSet?: Nullable<string>;
  limit?: Nullable<number>;
}

export interface CatalogEvaluationListOptions {
  skip?: Nullable<number>;
  take?: Nullable<number>;
}

export interface StartCatalogEvaluationInput {
  garmentIds?: Nullable<string[]>;
  samplePersonIds?: Nullable<string[]>;
  modelId?: Nullable<string>;
  maxPairs?: Nullable<number>;
}

export interface EvaluatedPairListOptions {
  skip?: Nullable<number>;
  take?: Nullable<number>;
  sort?: Nullable<EvaluatedPairSort>;
  filter?: Nullable<EvaluatedPairFilter>;
}

export interface EvaluatedPairSort {
  position?: Nullable<SortOrder>;
  score?: Nullable<SortOrder>;
}

export interface EvaluatedPairFilter {
  state?: Nullable<EvaluatedPairState[]>;
  category?: Nullable<GarmentCategory[]>;
  marked?: Nullable<boolean>;
}

export interface MarkEvaluatedPairInput {
  id: string;
  verdict?: Nullable<ResultVerdict>;
}

export interface CalibrateThresholdInput {
  evaluationId: string;
  wantedBadRate: number;
}

export interface RealismStudyListOptions {
  skip?: Nullable<number>;
  take?: Nullable<number>;
}

export interface CreateRealismStudyInput {
  name: string;
  modelA: string;
  modelB: string;
  garmentIds: string[];
  samplePersonIds: string[];
  pairsPerRater?: Nullable<number>;
  checksPerRater?: Nullable<number>;
  maxRaters?: Nullable<number>;
  days?: Nullable<number>;
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
  retention: Retention;
  tryOn?: Nullable<TryOn>;
  tryOns: TryOnList;
  appearanceFlow: AppearanceFlowResult;
  prewarm?: Nullable<Prewarm>;
  prewarms: PrewarmList;
  models: Model[];
  inference: InferenceStatus;
  deviceTryOnUsage: DeviceTryOnDay[];
  tryOnUsage: TryOnUsage;
  benchmarks: Benchmark[];
  evaluationDataSets: string[];
  evaluation?: Nullable<Evaluation>;
  evaluations: EvaluationList;
  compareEvaluations: CompareEvaluationsResult;
  catalogEvaluation?: Nullable<CatalogEvaluation>;
  catalogEvaluations: CatalogEvaluationList;
  catalogReport?: Nullable<CatalogReport>;
  evaluatedPairs: EvaluatedPairList;
  calibrateThreshold: CalibrateThresholdResult;
  realismStudy?: Nullable<RealismStudy>;
  realismStudies: RealismStudyList;
  realismStudyResult?: Nullable<RealismStudyResult>;
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
  createGarmentMaskUpload: CreateGarmentMaskUploadResult;
  discardGarmentMask: DiscardGarmentMaskResult;
  prepareGarment: PrepareGarmentResult;
  createGarmentImport: GarmentImportUpload;
  createSamplePersonUpload: SamplePersonUpload;
  deleteSamplePerson: DeleteSamplePersonResult;
  prewarmTryOns: PrewarmTryOnsResult;
  cancelPrewarm: CancelPrewarmResult;
  purgeTryOnCache: PurgeTryOnCacheReport;
  activateModel: ActivateModelResult;
  startEvaluation: StartEvaluationResult;
  cancelEvaluation: CancelEvaluationResult;
  startCatalogEvaluation: StartCatalogEvaluationResult;
  cancelCatalogEvaluation: CancelCatalogEvaluationResult;
  deleteCatalogEvaluation: DeleteCatalogEvaluationResult;
  markEvaluatedPair: MarkEvaluatedPairResult;
  createRealismStudy: CreateRealismStudyResult;
  closeRealismStudy: CloseRealismStudyResult;
  deleteRealismStudy: DeleteRealismStudyResult;
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
  tryOnMode: TryOnMode;
  confidenceThreshold?: Nullable<number>;
  defaultConfidenceThreshold: number;
  createdAt: DateTime;
}

export interface DeviceTryOnDay {
  __typename?: 'DeviceTryOnDay';
  day: string;
  completed: number;
  lowConfidence: number;
  webgpu: number;
  meanMs: number;
}

export interface TryOnUsage {
  __typename?: 'TryOnUsage';
  total: TryOnSums;
  days: TryOnDay[];
}

export interface TryOnDay {
  __typename?: 'TryOnDay';
  day: string;
  sums: TryOnSums;
}

export interface TryOnSums {
  __typename?: 'TryOnSums';
  requested: number;
  computed: number;
  cached: number;
  withheld: number;
  failed: number;
  queued: number;
  refused: number;
  computedWait?: Nullable<TryOnWait>;
  cachedWait?: Nullable<TryOnWait>;
}

export interface TryOnWait {
  __typename?: 'TryOnWait';
  medianMs: number;
  p95Ms: number;
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

export interface Retention {
  __typename?: 'Retention';
  personPhotoSeconds: number;
  tryOnSeconds: number;
  deletionReceiptSeconds?: Nullable<number>;
  expiryReceiptSeconds: number;
  strayFileSeconds: number;
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
  mask?: Nullable<GarmentMask>;
  productUrl?: Nullable<string>;
  price?: Nullable<Price>;
  createdAt: DateTime;
  updatedAt: DateTime;
}

export interface GarmentMask {
  __typename?: 'GarmentMask';
  url: string;
  urlExpiresAt: DateTime;
  handMade: boolean;
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

export interface TryOnList {
  __typename?: 'TryOnList';
  items: TryOn[];
  totalItems: number;
}

export interface Busy extends ErrorResult {
  __typename?: 'Busy';
  errorCode: ErrorCode;
  message: string;
  retryAfterMs: number;
}

export interface AppearanceFlow {
  __typename?: 'AppearanceFlow';
  pictureWidth: number;
  pictureHeight: number;
  window: PixelWindow;
  flow: PixelMap;
  share: PixelMap;
  confidence: Confidence;
  modelDigest: string;
  cutout: Picture;
  tryOn?: Nullable<TryOn>;
}

export interface PixelWindow {
  __typename?: 'PixelWindow';
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface PixelMap {
  __typename?: 'PixelMap';
  width: number;
  height: number;
  base64: string;
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

export interface Proportion {
  __typename?: 'Proportion';
  share: number;
  low: number;
  high: number;
  count: number;
  total: number;
}

export interface MeanFigure {
  __typename?: 'MeanFigure';
  mean: number;
  low?: Nullable<number>;
  high?: Nullable<number>;
  count: number;
}

export interface Benchmark {
  __typename?: 'Benchmark';
  id: string;
  title: string;
  protocol: string;
  compared: string;
  needsData: boolean;
  layout: string;
  published: PublishedFigure[];
}

export interface PublishedFigure {
  __typename?: 'PublishedFigure';
  method: string;
  data: string;
  size: string;
  metric: string;
  figure: number;
  unit?: Nullable<string>;
  source: string;
  measured?: Nullable<number>;
  comparable?: Nullable<boolean>;
  remarks: string[];
}

export interface Evaluation {
  __typename?: 'Evaluation';
  id: string;
  benchmark: string;
  modelId: string;
  modelDigest: string;
  againstModelId?: Nullable<string>;
  dataSet?: Nullable<string>;
  limit?: Nullable<number>;
  state: EvaluationState;
  progress: EvaluationProgress;
  result?: Nullable<EvaluationResult>;
  reportUrl?: Nullable<string>;
  failure?: Nullable<string>;
  createdAt: DateTime;
  startedAt?: Nullable<DateTime>;
  finishedAt?: Nullable<DateTime>;
}

export interface EvaluationProgress {
  __typename?: 'EvaluationProgress';
  done: number;
  total: number;
  share: number;
  problems: number;
  secondsLeft?: Nullable<number>;
}

export interface EvaluationResult {
  __typename?: 'EvaluationResult';
  compared: string;
  items: number;
  figures: EvaluationFigure[];
  groups: EvaluationGroup[];
  warnings: string[];
  problems: EvaluationProblem[];
  problemCount: number;
  published: PublishedFigure[];
  comparison: FigureComparison[];
}

export interface EvaluationFigure {
  __typename?: 'EvaluationFigure';
  metric: string;
  label: string;
  better: string;
  unit?: Nullable<string>;
  digits: number;
  mean: number;
  low?: Nullable<number>;
  high?: Nullable<number>;
  count: number;
  features?: Nullable<string>;
}

export interface EvaluationGroup {
  __typename?: 'EvaluationGroup';
  name: string;
  figures: EvaluationFigure[];
}

export interface EvaluationProblem {
  __typename?: 'EvaluationProblem';
  id: string;
  problem: string;
}

export interface EvaluationList {
  __typename?: 'EvaluationList';
  items: Evaluation[];
  totalItems: number;
}

export interface EvaluationComparison {
  __typename?: 'EvaluationComparison';
  a: Evaluation;
  b: Evaluation;
  items: number;
  figures: FigureComparison[];
}

export interface FigureComparison {
  __typename?: 'FigureComparison';
  metric: string;
  label: string;
  better: string;
  a: number;
  b: number;
  difference: MeanFigure;
  pValue?: Nullable<number>;
  effectSize?: Nullable<number>;
  winShare?: Nullable<number>;
}

export interface CatalogEvaluation {
  __typename?: 'CatalogEvaluation';
  id: string;
  state: EvaluationState;
  modelId: string;
  modelDigest: string;
  threshold: number;
  pairs: number;
  done: number;
  secondsLeft?: Nullable<number>;
  failure?: Nullable<string>;
  createdAt: DateTime;
  finishedAt?: Nullable<DateTime>;
}

export interface CatalogEvaluationList {
  __typename?: 'CatalogEvaluationList';
  items: CatalogEvaluation[];
  totalItems: number;
}

export interface Deleted {
  __typename?: 'Deleted';
  id: string;
}

export interface CatalogReport {
  __typename?: 'CatalogReport';
  evaluation: CatalogEvaluation;
  garments?: Nullable<Proportion>;
  shown?: Nullable<Proportion>;
  abstained?: Nullable<Proportion>;
  withheld: number;
  failed: number;
  categories: CatalogCategory[];
  worst: EvaluatedPair[];
}

export interface CatalogCategory {
  __typename?: 'CatalogCategory';
  category: GarmentCategory;
  garments?: Nullable<Proportion>;
  shown?: Nullable<Proportion>;
  abstained?: Nullable<Proportion>;
  failed: number;
  score?: Nullable<MeanFigure>;
}

export interface EvaluatedPair {
  __typename?: 'EvaluatedPair';
  id: string;
  position: number;
  garmentId: string;
  sku: string;
  category: GarmentCategory;
  samplePersonId: string;
  state: EvaluatedPairState;
  picture?: Nullable<Picture>;
  confidence?: Nullable<Confidence>;
  reasons: string[];
  verdict?: Nullable<ResultVerdict>;
}

export interface EvaluatedPairList {
  __typename?: 'EvaluatedPairList';
  items: EvaluatedPair[];
  totalItems: number;
}

export interface Calibration {
  __typename?: 'Calibration';
  threshold: number;
  thresholdLow: number;
  thresholdHigh: number;
  badRate: Proportion;
  abstained: Proportion;
  assuredThreshold?: Nullable<number>;
  marks: number;
  curve: CalibrationPoint[];
}

export interface CalibrationPoint {
  __typename?: 'CalibrationPoint';
  threshold: number;
  badRate: Proportion;
}

export interface TooFewMarks extends ErrorResult {
  __typename?: 'TooFewMarks';
  errorCode: ErrorCode;
  message: string;
  given: number;
  needed: number;
}

export interface BadRateUnreachable extends ErrorResult {
  __typename?: 'BadRateUnreachable';
  errorCode: ErrorCode;
  message: string;
  lowest: Proportion;
}

export interface RealismStudy {
  __typename?: 'RealismStudy';
  id: string;
  name: string;
  state: RealismStudyState;
  modelA: string;
  modelB: string;
  pairs: number;
  pairsReady: number;
  pairsFailed: number;
  pairsPerRater: number;
  checksPerRater: number;
  maxRaters: number;
  raters: number;
  votes: number;
  raterUrl?: Nullable<string>;
  failure?: Nullable<string>;
  createdAt: DateTime;
  expiresAt: DateTime;
  closedAt?: Nullable<DateTime>;
}

export interface RealismStudyList {
  __typename?: 'RealismStudyList';
  items: RealismStudy[];
  totalItems: number;
}

export interface RealismStudyResult {
  __typename?: 'RealismStudyResult';
  study: RealismStudy;
  preferenceForB?: Nullable<Proportion>;
  pValue?: Nullable<number>;
  agreement?: Nullable<number>;
  left?: Nullable<Proportion>;
  ratersCounted: number;
  ratersExcluded: number;
  votesExcluded: number;
  raters: RaterFigures[];
}

export interface RaterFigures {
  __typename?: 'RaterFigures';
  raterId: string;
  votes: number;
  checksPassed: number;
  checksFailed: number;
  excluded: boolean;
  agreement?: Nullable<number>;
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
export type CreateGarmentMaskUploadResult = Upload | NotFound | NotReady;
export type DiscardGarmentMaskResult = Garment | NotFound;
export type DeleteSamplePersonResult = DeletionReceipt | NotFound;
export type AppearanceFlowResult = AppearanceFlow | NotFound | NotReady | Busy;
export type PrewarmTryOnsResult = Prewarm | InvalidInput;
export type CancelPrewarmResult = Prewarm | NotFound | NotReady;
export type ActivateModelResult = Model | NotFound | ModelRefused;
export type StartEvaluationResult = Evaluation | InvalidInput | ModelRefused;
export type CancelEvaluationResult = Evaluation | NotFound | NotReady;
export type CompareEvaluationsResult = EvaluationComparison | NotFound | NotReady | InvalidInput;
export type StartCatalogEvaluationResult = CatalogEvaluation | InvalidInput | ModelRefused;
export type CancelCatalogEvaluationResult = CatalogEvaluation | NotFound | NotReady;
export type DeleteCatalogEvaluationResult = Deleted | NotFound;
export type MarkEvaluatedPairResult = EvaluatedPair | NotFound | NotReady;
export type CalibrateThresholdResult =
  Calibration | NotFound | InvalidInput | TooFewMarks | BadRateUnreachable;
export type CreateRealismStudyResult = RealismStudy | InvalidInput | ModelRefused;
export type CloseRealismStudyResult = RealismStudy | NotFound | NotReady;
export type DeleteRealismStudyResult = Deleted | NotFound;
type Nullable<T> = T | null;
