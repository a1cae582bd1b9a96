import type { JobState } from '../data/records.js';

/** A feed that was handed in. */
export interface GarmentImport {
  readonly id: string;
  readonly format: 'CSV' | 'JSONL';
  readonly state: JobState;
  /** Lines read so far. */
  readonly lines: number;
  readonly created: number;
  readonly updated: number;
  readonly failed: number;
  /** The first ones, when one import is asked for. */
  readonly errors?: readonly {
    readonly line: number;
    readonly sku: string | null;
    readonly field: string | null;
    readonly message: string;
  }[];
}
