/** A training run cannot start, go on or end as asked; the message says what the person can do. */
export class TrainingError extends Error {
  override readonly name = 'TrainingError';
}
