/** An evaluation that cannot be run as asked; the message says what to do. */
export class EvaluationError extends Error {
  override readonly name: string = 'EvaluationError';
}

/** An evaluation that was asked to stop. What it has measured is kept; the same request goes on from there. */
export class EvaluationStopped extends EvaluationError {
  override readonly name = 'EvaluationStopped';

  constructor(
    readonly done: number,
    readonly total: number,
    folder: string,
  ) {
    super(`Stopped after ${done} of ${total} items. The same request goes on from there (${folder}).`);
  }
}
