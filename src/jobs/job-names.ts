/**
 * Every queue of the product. A process that opens the queues refuses to start when one of these has no handler or two,
 * so a job can never wait for code that does not exist.
 */
export const JOB_NAMES = [
  'garment.prepare',
  'garment.encode-features',
  'catalog.import',
  'try-on.run',
  'try-on.prewarm',
  'evaluation.run',
  'sweep',
] as const;

/** Name of a queue. */
export type JobName = (typeof JOB_NAMES)[number];
