import { DataSetError } from '../data-set.js';
import type { TrainingBatch } from '../training-batch.js';
import type { LoadedSources } from './batch-assembler.js';

/** What the loading thread is asked for. */
export interface StepRequest {
  /** Comes back with the answer. */
  readonly request: number;
  readonly step: number;
}

/** What the loading thread says: once whether it is open, then an answer to each request. */
export type LoaderMessage =
  | { readonly type: 'open'; readonly sources: LoadedSources }
  | { readonly type: 'refused'; readonly failure: Failure }
  | { readonly type: 'batch'; readonly request: number; readonly shards: readonly TrainingBatch[] }
  | { readonly type: 'failed'; readonly request: number; readonly failure: Failure };

/** An error on its way between threads, where its class would be lost. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
}

/** What went wrong, to be sent. */
export function toFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  return { name: error.name, message: error.message, stack: error.stack };
}

/** The error again, of its own class where callers tell it apart. */
export function fromFailure({ name, message, stack }: Failure): Error {
  const error =
    name === 'DataSetError'
      ? new DataSetError(message)
      : name === 'RangeError'
        ? new RangeError(message)
        : new Error(message);
  if (stack) error.stack = stack;
  return error;
}
