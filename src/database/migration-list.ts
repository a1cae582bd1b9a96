import type { MigrationInterface } from 'typeorm';
import { JobLeases1760000000000 } from './migrations/1760000000000-job-leases.js';
import { InitialSchema1764000000000 } from './migrations/1764000000000-initial-schema.js';
import { OnDevice1764200000000 } from './migrations/1764200000000-on-device.js';
import { Evaluation1768000000000 } from './migrations/1768000000000-evaluation.js';
import { GarmentMask1770000000000 } from './migrations/1770000000000-garment-mask.js';
import { TryOnUsage1770100000000 } from './migrations/1770100000000-try-on-usage.js';
import { ConfidenceThreshold1770200000000 } from './migrations/1770200000000-confidence-threshold.js';

/** Every migration in the order of its timestamp. A new file in `migrations/` is added here by hand. */
export const MIGRATIONS: readonly (new () => MigrationInterface)[] = [
  JobLeases1760000000000,
  InitialSchema1764000000000,
  OnDevice1764200000000,
  Evaluation1768000000000,
  GarmentMask1770000000000,
  TryOnUsage1770100000000,
  ConfidenceThreshold1770200000000,
];
