import 'reflect-metadata';
import type { JobData } from './job-map.js';
import type { JobName } from './job-names.js';

/** What a handler learns about the run besides the payload. */
export interface JobContext {
  /** Id of the job, the one that `JobQueue.enqueue` answered. */
  readonly jobId: string;
  /** 1 on the first try, one more on each retry; a try that ended in a crash counts. */
  readonly attempt: number;
  /** Aborts when the job runs out of time, is cancelled, was given to another process, or the process must stop now. */
  readonly signal: AbortSignal;
}

/** How a queue is worked on. */
export interface JobOptions {
  /** Jobs of this queue that one process runs at once. Default 1. */
  readonly concurrency?: number;
  /** Tries after the first one. Default 2. */
  readonly retryLimit?: number;
  /** Seconds before the first retry. Default 1. */
  readonly retryDelaySeconds?: number;
  /** Whether every further wait doubles (with jitter). Default true. */
  readonly retryBackoff?: boolean;
  /** Seconds a try may take before its signal aborts and it counts as failed; at most 86 399. Default 300. */
  readonly expireInSeconds?: number;
}

/** A declared handler, as the registry finds it on a method. */
export interface JobDeclaration {
  readonly name: JobName;
  readonly options: JobOptions;
  /** Five-field cron expression in UTC, for jobs that start by the clock. */
  readonly cron?: string;
}

/** A method that works on jobs of a queue. It may run twice for one job (a crash, a lost connection): make it idempotent. */
export type JobMethod<N extends JobName> = (data: JobData<N>, context: JobContext) => Promise<void>;

type MethodDecoratorOf<N extends JobName> = <M extends JobMethod<N>>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<M>,
) => void;

const DECLARATION = Symbol('job declaration');

/**
 * Declares the method as the one handler of a queue. The class must be a provider of some module. A handler that throws
 * is retried; an error's class and code are kept and logged, never its message.
 */
export function JobHandler<N extends JobName>(name: N, options: JobOptions = {}): MethodDecoratorOf<N> {
  return declare<N>({ name, options });
}

/**
 * As `JobHandler`, and puts one job (payload `{}`) into the queue whenever the cron expression matches, once over all
 * processes. Five fields in UTC: minute, hour, day of month, month, day of week (0–6, Sunday is 0); each `*`, a number,
 * a range `a-b`, a step such as `0-59/5`, or a list of these. A time missed while no process ran is not made up for.
 */
export function ScheduledJob<N extends JobName>(
  name: N,
  cron: string,
  options: JobOptions = {},
): MethodDecoratorOf<N> {
  return declare<N>({ name, options, cron });
}

/** The declaration on a method, if it has one. */
export function jobDeclarationOf(method: object): JobDeclaration | undefined {
  return Reflect.getMetadata(DECLARATION, method) as JobDeclaration | undefined;
}

function declare<N extends JobName>(declaration: JobDeclaration): MethodDecoratorOf<N> {
  return (_target, _key, descriptor) => {
    if (descriptor.value) Reflect.defineMetadata(DECLARATION, declaration, descriptor.value);
  };
}
