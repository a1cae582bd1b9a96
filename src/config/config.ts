import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  IsUrl,
  Max,
  Min,
  MinLength,
} from 'class-validator';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Setting } from './setting.decorator.js';

/** A folder that comes with the product, wherever it was started from. */
const shipped = (folder: string): string => fileURLToPath(new URL(`../../${folder}`, import.meta.url));

const MEBIBYTE = 1024 * 1024;

/**
 * Every setting of the server, each with a default that works. `docs/configuration.md` is generated from this class.
 * Injected by class; read from the environment by `readConfig`.
 */
export class Config {
  @Setting({
    variable: 'NODE_ENV',
    kind: 'text',
    description: 'production refuses research-only models and turns introspection off.',
  })
  @IsString()
  environment = 'development';

  @Setting({ variable: 'HOST', kind: 'text', description: 'Address to listen on.' })
  @IsString()
  host = '127.0.0.1';

  @Setting({ variable: 'PORT', kind: 'integer', description: 'Port to listen on; 0 takes a free one.' })
  @IsInt()
  @Min(0)
  @Max(65_535)
  port = 3000;

  @Setting({
    variable: 'PUBLIC_URL',
    kind: 'text',
    description:
      'Origin under which clients reach the server, for signed URLs. Default: http://localhost with the port.',
  })
  @IsOptional()
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  publicUrl?: string;

  @Setting({
    variable: 'TRUSTED_PROXIES',
    kind: 'text',
    description:
      "Express's trust proxy: addresses of proxies whose X-Forwarded-* headers count. Default: none.",
  })
  @IsOptional()
  @IsString()
  trustedProxies?: string;

  @Setting({ variable: 'LOG_LEVEL', kind: 'text', description: 'trace, debug, info, warn, error or silent.' })
  @IsIn(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
  logLevel = 'info';

  @Setting({
    variable: 'DATA_DIR',
    kind: 'text',
    description: 'Folder of everything that is kept: embedded database, pictures, signing secret.',
  })
  @IsString()
  dataDir = resolve('data');

  @Setting({
    variable: 'DATABASE_URL',
    kind: 'text',
    secret: true,
    description:
      'postgres:// URL of a server (14 or newer). Default: the embedded Postgres in the data folder.',
  })
  @IsOptional()
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['postgres', 'postgresql'] })
  databaseUrl?: string;

  @Setting({
    variable: 'DATABASE_POOL_SIZE',
    kind: 'integer',
    description: 'Connections a process keeps to the database.',
  })
  @IsInt()
  @Min(2)
  @Max(200)
  databasePoolSize = 8;

  @Setting({
    variable: 'RUN_JOBS',
    kind: 'boolean',
    description: 'Whether the server process works on jobs itself; turn off when worker.ts does.',
  })
  @IsBoolean()
  runJobs = true;

  @Setting({
    variable: 'SEED_SAMPLES',
    kind: 'boolean',
    description: 'Whether the first start fills the default channel with the sample garments and people.',
  })
  @IsBoolean()
  seedSamples = true;

  @Setting({ variable: 'SAMPLES_DIR', kind: 'text', description: 'Folder of the samples.' })
  @IsString()
  samplesDir = shipped('samples');

  @Setting({
    variable: 'DEMO_SHOP',
    kind: 'boolean',
    description:
      'Whether / and /embed show the default channel as a demo shop. Default: only outside production.',
  })
  @IsOptional()
  @IsBoolean()
  demoShop?: boolean;

  @Setting({
    variable: 'WEB_DIR',
    kind: 'text',
    description: 'Folder of the built pages and web components.',
  })
  @IsString()
  webDir = shipped('dist/web');

  @Setting({
    variable: 'SIGNING_SECRET',
    kind: 'text',
    secret: true,
    description:
      'Signs shopper tokens and URLs, at least 32 characters. Default: made on first start and kept in the data folder (mode 0600).',
  })
  @IsOptional()
  @MinLength(32)
  signingSecret?: string;

  @Setting({
    variable: 'ADMIN_KEY',
    kind: 'text',
    secret: true,
    description:
      'Owner key of the default channel to create on first start, tf_sk_ and at least 32 characters. Default: made and printed once.',
  })
  @IsOptional()
  @MinLength(38)
  adminKey?: string;

  @Setting({
    variable: 'SHOP_KEY',
    kind: 'text',
    description:
      'Publishable key of the default channel to create on first start, tf_pk_ and at least 32 characters. Default: made and printed once.',
  })
  @IsOptional()
  @MinLength(38)
  shopKey?: string;

  @Setting({
    variable: 'SHOPPER_SESSION_SECONDS',
    kind: 'integer',
    description: "Life of a shopper's token.",
  })
  @IsInt()
  @Min(60)
  @Max(86_400)
  shopperSessionSeconds = 3_600;

  @Setting({ variable: 'UPLOAD_URL_SECONDS', kind: 'integer', description: 'Life of a signed upload URL.' })
  @IsInt()
  @Min(30)
  @Max(86_400)
  uploadUrlSeconds = 600;

  @Setting({ variable: 'PICTURE_URL_SECONDS', kind: 'integer', description: 'Life of a signed picture URL.' })
  @IsInt()
  @Min(30)
  @Max(86_400)
  pictureUrlSeconds = 3_600;

  @Setting({
    variable: 'PERSON_PHOTO_SECONDS',
    kind: 'integer',
    description: "Life of a shopper's photo and of everything derived from it but the results.",
  })
  @IsInt()
  @Min(1)
  @Max(2_592_000)
  personPhotoSeconds = 3_600;

  @Setting({ variable: 'TRY_ON_SECONDS', kind: 'integer', description: 'Life of a result.' })
  @IsInt()
  @Min(1)
  @Max(2_592_000)
  tryOnSeconds = 86_400;

  @Setting({
    variable: 'SWEEP_GRACE_SECONDS',
    kind: 'integer',
    description: 'Age from which a file that no row knows is removed by the sweeper.',
  })
  @IsInt()
  @Min(0)
  @Max(604_800)
  sweepGraceSeconds = 3_600;

  @Setting({ variable: 'MAX_UPLOAD_BYTES', kind: 'integer', description: 'Largest uploaded picture.' })
  @IsInt()
  @Min(1024)
  @Max(256 * MEBIBYTE)
  maxUploadBytes = 16 * MEBIBYTE;

  @Setting({ variable: 'MAX_FEED_BYTES', kind: 'integer', description: 'Largest uploaded feed.' })
  @IsInt()
  @Min(1024)
  @Max(1024 * MEBIBYTE)
  maxFeedBytes = 64 * MEBIBYTE;

  @Setting({
    variable: 'MAX_UPLOAD_SECONDS',
    kind: 'integer',
    description: 'Longest time an upload may take.',
  })
  @IsInt()
  @Min(1)
  @Max(3_600)
  maxUploadSeconds = 60;

  @Setting({
    variable: 'MAX_PICTURE_PIXELS',
    kind: 'integer',
    description: 'Most pixels a picture may have before it is decoded.',
  })
  @IsInt()
  @Min(65_536)
  maxPicturePixels = 50_000_000;

  @Setting({
    variable: 'MAX_PERSON_SIDE',
    kind: 'integer',
    description: "Longest side in pixels that is kept of a person's photo; also the largest result.",
  })
  @IsInt()
  @Min(256)
  @Max(8_192)
  maxPersonSide = 2_048;

  @Setting({ variable: 'MODELS_DIR', kind: 'text', description: 'Folder of the models.' })
  @IsString()
  modelsDir = shipped('models');

  @Setting({
    variable: 'MODEL',
    kind: 'text',
    description: 'Model to run until an administrator activates another one.',
  })
  @IsString()
  model = 'small-student';

  @Setting({
    variable: 'ALLOW_RESEARCH_MODELS',
    kind: 'boolean',
    description: 'Lets production run a model whose card allows research only. The operator answers for it.',
  })
  @IsBoolean()
  allowResearchModels = false;

  @Setting({
    variable: 'EXECUTION_PROVIDERS',
    kind: 'list',
    description:
      'Execution providers in order of preference: cpu, webgpu, cuda. The first that works is used.',
  })
  @IsArray()
  @IsIn(['cpu', 'webgpu', 'cuda'], { each: true })
  executionProviders: ('cpu' | 'webgpu' | 'cuda')[] = ['cpu'];

  @Setting({
    variable: 'INFERENCE_WORKERS',
    kind: 'integer',
    description: 'Worker threads, each with its own session. Default: one a core.',
  })
  @IsInt()
  @Min(1)
  @Max(256)
  inferenceWorkers = availableParallelism();

  @Setting({
    variable: 'THREADS_PER_SESSION',
    kind: 'integer',
    description: 'Threads of each session; workers × threads may not exceed the cores.',
  })
  @IsInt()
  @Min(1)
  @Max(64)
  threadsPerSession = 1;

  @Setting({
    variable: 'INFERENCE_QUEUE_LIMIT',
    kind: 'integer',
    description: 'Try-ons that may wait for a worker; a further one becomes a job.',
  })
  @IsInt()
  @Min(0)
  @Max(10_000)
  inferenceQueueLimit = 32;

  @Setting({
    variable: 'TRY_ON_JOB_LIMIT',
    kind: 'integer',
    description: 'Try-on jobs that may wait; beyond it a request is answered TRY_ON_BUSY.',
  })
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  tryOnJobLimit = 1_000;

  @Setting({
    variable: 'CONFIDENCE_THRESHOLD',
    kind: 'number',
    description:
      'Results whose confidence is below are withheld, where a shop has no threshold of its own; 0 shows everything.',
  })
  @IsNumber()
  @Min(0)
  @Max(1)
  confidenceThreshold = 0.5;

  @Setting({
    variable: 'EVALUATION_DATA_DIR',
    kind: 'text',
    description:
      'Folder of data sets on which the admin API may evaluate models, each a folder or .tar in it. Default: none; then only benchmarks that need no data run.',
  })
  @IsOptional()
  @IsString()
  evaluationDataDir?: string;

  @Setting({
    variable: 'TRY_ONS_PER_SHOPPER_HOUR',
    kind: 'integer',
    description: 'Computed try-ons an hour that a new channel allows a shopper; cached ones are free.',
  })
  @IsInt()
  @Min(1)
  tryOnsPerShopperHour = 200;

  @Setting({
    variable: 'GRAPHQL_INTROSPECTION',
    kind: 'boolean',
    description: 'Whether schemas can be introspected. Default: only outside production.',
  })
  @IsOptional()
  @IsBoolean()
  graphqlIntrospection?: boolean;

  @Setting({
    variable: 'GRAPHQL_MAX_DEPTH',
    kind: 'integer',
    description: 'Deepest nesting of an operation.',
  })
  @IsInt()
  @Min(3)
  graphqlMaxDepth = 10;

  @Setting({ variable: 'GRAPHQL_MAX_ALIASES', kind: 'integer', description: 'Most aliases in an operation.' })
  @IsInt()
  @Min(0)
  graphqlMaxAliases = 30;

  @Setting({
    variable: 'GRAPHQL_MAX_COST',
    kind: 'integer',
    description:
      'Greatest cost of an operation: an object counts 2, a field 1, each level multiplies by 1.5.',
  })
  @IsInt()
  @Min(100)
  graphqlMaxCost = 5_000;

  @Setting({
    variable: 'GRAPHQL_MAX_BYTES',
    kind: 'integer',
    description: 'Largest body of a GraphQL request.',
  })
  @IsInt()
  @Min(1024)
  graphqlMaxBytes = 262_144;

  @Setting({
    variable: 'SHUTDOWN_SECONDS',
    kind: 'integer',
    description: 'Time that running requests and jobs get to finish on SIGTERM.',
  })
  @IsInt()
  @Min(1)
  shutdownSeconds = 25;

  @Setting({
    variable: 'METRICS_TOKEN',
    kind: 'text',
    secret: true,
    description: 'When set, /metrics asks for it as a bearer token.',
  })
  @IsOptional()
  @MinLength(16)
  metricsToken?: string;

  @Setting({
    variable: 'S3_BUCKET',
    kind: 'text',
    description: 'Bucket for pictures. Default: files in the data folder.',
  })
  @IsOptional()
  @IsString()
  s3Bucket?: string;

  @Setting({
    variable: 'S3_ENDPOINT',
    kind: 'text',
    description:
      'URL of an S3-compatible service. Default: AWS. Credentials and region come from the usual AWS variables.',
  })
  @IsOptional()
  @IsUrl({ require_tld: false, require_protocol: true })
  s3Endpoint?: string;

  get production(): boolean {
    return this.environment === 'production';
  }
}
