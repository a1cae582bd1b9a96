/** What a queued evaluation is. */
export type EvaluationKind = 'BENCHMARK' | 'CATALOG' | 'STUDY';

/** What a run is told. */
export interface EvaluationTurn {
  /** Row that says what to do. */
  readonly id: string;
  /** Aborts when the run must stop; it is taken up again later. */
  readonly signal: AbortSignal;
}

/**
 * One kind of long work. A run may be cut off anywhere and is started again: it goes on where its rows and files say,
 * and does nothing when its row is gone or has ended.
 */
export interface EvaluationWork {
  readonly kind: EvaluationKind;
  run(turn: EvaluationTurn): Promise<void>;
  /** Notes that no further try is made. */
  fail(id: string, failure: string): Promise<void>;
}
