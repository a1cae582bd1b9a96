import type { JobName } from './job-names.js';

/** A job that this process has taken. */
export interface TakenJob {
  readonly id: string;
  readonly name: JobName;
  readonly data: unknown;
  readonly attempt: number;
  /** Whether a failure of this try is the end. */
  readonly lastAttempt: boolean;
}

/** What is kept of an error: its class and its code. */
export interface FailureNote {
  readonly error: string;
  readonly code?: string;
}
