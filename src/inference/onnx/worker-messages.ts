import { PictureError, type PictureErrorCode } from '../../images/picture-error.js';
import type { PictureLimits } from '../../images/decode-picture.js';
import type { PersonPhotoLimits } from '../../images/prepare-person.js';
import type {
  ExecutionProvider,
  FittingTask,
  StageTimings,
  TryOnOutput,
  TryOnTask,
} from '../inference-provider.js';
import type { ProviderFailure } from './choose-execution-provider.js';
import type { StudentModel } from './student-session.js';

/** What a worker thread is started with; without a model it prepares pictures only. */
export interface WorkerSetup {
  readonly model?: StudentModel;
  readonly preference: readonly ExecutionProvider[];
  readonly threadsPerSession: number;
}

/** A task for a worker thread. */
export type WorkerTask =
  | { readonly kind: 'start' }
  | { readonly kind: 'preparePerson'; readonly bytes: Uint8Array; readonly limits: PersonPhotoLimits }
  | {
      readonly kind: 'prepareGarment';
      readonly bytes: Uint8Array;
      readonly limits: PictureLimits;
      readonly handMade?: Uint8Array | undefined;
    }
  | {
      readonly kind: 'garmentMask';
      readonly bytes: Uint8Array;
      readonly limits: PictureLimits;
      readonly size: { readonly width: number; readonly height: number };
    }
  | { readonly kind: 'displayPicture'; readonly bytes: Uint8Array; readonly limits: PictureLimits }
  | { readonly kind: 'encodeGarment'; readonly cutout: Uint8Array }
  | { readonly kind: 'tryOn'; readonly task: TryOnTask }
  | { readonly kind: 'appearanceFlow'; readonly task: FittingTask };

/** A try-on as the worker answers it; the main thread adds the times that it measures. */
export type WorkerTryOn = Omit<TryOnOutput, 'timings'> & {
  readonly timings: Omit<StageTimings, 'queueMs' | 'totalMs'>;
};

/** Errors of pictures are answers, because classes do not survive the way between threads. */
export type WorkerAnswer<T> =
  { readonly value: T } | { readonly pictureError: { code: PictureErrorCode; message: string } };

/** Where a thread's model runs, and what was tried before. */
export interface PoolStart {
  readonly executionProvider: ExecutionProvider;
  readonly failures: readonly ProviderFailure[];
}

/** Runs a task and turns its picture error into an answer. */
export async function toAnswer<T>(task: () => Promise<T>): Promise<WorkerAnswer<T>> {
  try {
    return { value: await task() };
  } catch (error) {
    if (!(error instanceof PictureError)) throw error;
    return { pictureError: { code: error.code, message: error.message } };
  }
}

/** @throws PictureError when the answer is one */
export function fromAnswer<T>(answer: WorkerAnswer<T>): T {
  if ('value' in answer) return answer.value;
  throw new PictureError(answer.pictureError.code, answer.pictureError.message);
}
