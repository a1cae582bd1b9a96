import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { type CronMatcher, parseCron } from './cron-expression.js';
import { type JobContext, type JobOptions, jobDeclarationOf } from './job-handler.decorator.js';
import { JOB_NAMES, type JobName } from './job-names.js';

/** A queue's handler, ready to be called. */
export interface RegisteredJob {
  readonly name: JobName;
  readonly options: Required<JobOptions>;
  readonly isDue?: CronMatcher;
  /** Calls the handler with a stored payload. */
  run(data: unknown, context: JobContext): Promise<void>;
}

const DEFAULT_OPTIONS: Required<JobOptions> = {
  concurrency: 1,
  retryLimit: 2,
  retryDelaySeconds: 1,
  retryBackoff: true,
  expireInSeconds: 300,
};

/** Finds the methods declared by `@JobHandler` and `@ScheduledJob` in all providers. */
@Injectable()
export class JobRegistry {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /**
   * All handlers by queue.
   * @throws Error naming the queues that have no handler or more than one
   */
  collect(): ReadonlyMap<JobName, RegisteredJob> {
    const jobs = new Map<JobName, RegisteredJob>();
    const problems: string[] = [];
    for (const { instance } of this.discovery.getProviders() as { instance: unknown }[]) {
      if (typeof instance !== 'object' || instance === null) continue;
      for (const job of this.jobsOf(instance)) {
        if (jobs.has(job.name)) problems.push(`${job.name} has two handlers`);
        jobs.set(job.name, job);
      }
    }
    for (const name of JOB_NAMES) if (!jobs.has(name)) problems.push(`${name} has no handler`);
    if (problems.length > 0) throw new Error(`Jobs cannot start: ${problems.join('; ')}.`);
    return jobs;
  }

  private jobsOf(instance: object): RegisteredJob[] {
    const prototype: unknown = Object.getPrototypeOf(instance);
    if (typeof prototype !== 'object' || prototype === null) return [];
    return this.scanner.getAllMethodNames(prototype).flatMap((key): RegisteredJob[] => {
      const method: unknown = Reflect.get(prototype, key);
      const declaration = typeof method === 'function' ? jobDeclarationOf(method) : undefined;
      if (typeof method !== 'function' || !declaration) return [];
      const { name, options, cron } = declaration;
      return [
        {
          name,
          options: { ...DEFAULT_OPTIONS, ...options },
          isDue: cron === undefined ? undefined : parseCron(cron),
          run: async (data, context) => {
            await Reflect.apply(method, instance, [data, context]);
          },
        },
      ];
    });
  }
}
