import type { JobName } from './job-names.js';

/**
 * Payload of each queue. A feature adds its own next to the handler:
 *
 * ```ts
 * declare module '../jobs/job-map.js' {
 *   interface JobMap {
 *     'garment.prepare': { channelId: string; garmentId: string };
 *   }
 * }
 * ```
 *
 * Payloads are stored as JSON: identifiers and options only, never a picture, a URL or anything else about a person.
 */
export interface JobMap {
  /** A sweep looks at everything that is due; it needs no payload. */
  sweep: Record<string, never>;
}

/** Payload of the queue, or never when no feature has declared one. */
export type JobData<N extends JobName> = N extends keyof JobMap ? JobMap[N] : never;
