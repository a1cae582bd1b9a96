/** Intervals of the job queue in milliseconds. */
export class JobTimings {
  /** How often a process looks for jobs that others have enqueued or that have become due; its own start at once. */
  readonly pollMs: number = 1_000;
  /** How often a process says that it still runs its jobs. */
  readonly renewMs: number = 5_000;
  /** Silence after which a process's jobs are given to another one. Processes known to be gone are not waited for. */
  readonly leaseMs: number = 20_000;
}
