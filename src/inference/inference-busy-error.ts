/** Every worker is busy and the bounded queue is full; try again after {@link retryAfterMs}. */
export class InferenceBusyError extends Error {
  override readonly name = 'InferenceBusyError';

  /**
   * @param queueDepth tasks that wait already
   * @param retryAfterMs estimate from recent durations of when a place is free
   */
  constructor(
    readonly queueDepth: number,
    readonly retryAfterMs: number,
  ) {
    super(`All workers are busy and ${queueDepth} tasks wait already; try again in ${retryAfterMs} ms.`);
  }
}
