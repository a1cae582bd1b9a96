import type { LogLine } from './run-log.js';
import type { StageView } from './stage-plan.js';

/** Pictures of a stage at some moment. */
export interface RunSheet {
  /** Unique in the run; sorted by name they are sorted by time. */
  readonly name: string;
  readonly stage: string;
  /** Samples of all stages. */
  readonly totalSamples: number;
  readonly view: StageView;
}

/** What is told while a run goes on. */
export interface RunReporter {
  /** The run goes on after so many samples of all stages; what was told of later ones is void. */
  begin(totalSamples: number): Promise<void>;
  /**
   * A report of the last steps.
   *
   * @param remaining samples of the stage that are still to come
   */
  report(line: LogLine, remaining: number): Promise<void>;
  sheet(sheet: RunSheet): Promise<void>;
  /** Something else that a person should know. */
  tell(line: string): void;
}
