import type { PairFiles } from '../../../neural/datasets/data-set.js';
import type { TrainingPair } from '../../../neural/datasets/training-pair.js';
import type { Student } from '../../../neural/validation/student.js';
import type { BenchmarkItems, MeasuredItem } from '../measured-item.js';
import type { PictureMeasures } from '../picture-measures.js';
import { decodeForTest } from './decode-for-test.js';

/** The pairs of a benchmark and what each of them is tried on with. */
export interface PairPlan {
  readonly pairs: readonly PairFiles[];
  /** All pairs that `others` may name; begins with `pairs`. */
  readonly pool: readonly PairFiles[];
  /** For each pair the place in `pool` of the one whose garment is the other one. */
  readonly others: readonly number[];
  readonly height: number;
  readonly width: number;
}

/** What one protocol does with a decoded pair. */
export type MeasurePair = (context: {
  readonly own: TrainingPair;
  /** Decodes the pair whose garment is the other one. */
  readonly other: () => Promise<TrainingPair>;
  readonly index: number;
  readonly hasLabels: boolean;
  readonly student: Student;
  readonly measures: PictureMeasures;
}) => Promise<MeasuredItem>;

/** Pairs of a data set as items. */
export class PairItems implements BenchmarkItems {
  readonly ids: readonly string[];
  private readonly isMixed: boolean;

  constructor(
    private readonly plan: PairPlan,
    private readonly measures: PictureMeasures,
    private readonly measurePair: MeasurePair,
  ) {
    this.ids = plan.pairs.map(({ id }) => id);
    this.isMixed = new Set(plan.pairs.map(({ category }) => category)).size > 1;
  }

  groupOf(index: number): string | undefined {
    return this.isMixed ? this.plan.pairs[index]?.category : undefined;
  }

  async measure(index: number, student: Student): Promise<MeasuredItem> {
    const { pairs, pool, others } = this.plan;
    const files = pairs[index]!;
    return this.measurePair({
      own: await decodeForTest(files, this.plan),
      other: () => decodeForTest(pool[others[index]!]!, this.plan),
      index,
      hasLabels: files.labels !== undefined,
      student,
      measures: this.measures,
    });
  }

  close(): Promise<void> {
    return this.measures.close();
  }
}
