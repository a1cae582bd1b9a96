import { standardDeviation } from '../statistics/subset-error.js';
import type { FeatureSource } from './feature-source.js';

/** An inception score with whose classes it is of. */
export interface InceptionScoreResult extends FeatureSource {
  /** Mean over splits, 1 … number of classes. */
  readonly mean: number;
  /** Standard deviation over splits with n, as the original program prints it. */
  readonly deviation: number;
  readonly splits: number;
  readonly count: number;
}

/**
 * Inception score (Salimans et al. 2016): e to the mean divergence of a picture's class probabilities from those of its
 * split. Pictures are dealt out to splits in turn, so that none must be kept. It knows no reference: clear pictures of many
 * classes score high, whatever they show; for try-on it says little.
 */
export class InceptionScore {
  private readonly sums: Float64Array[];
  private readonly informations: Float64Array;
  private readonly counts: Int32Array;
  private added = 0;

  /**
   * @param classes number of classes: 1,008 of the original network
   * @param splits default 10, as in the original program
   */
  constructor(
    private readonly source: FeatureSource,
    private readonly classes: number,
    readonly splits = 10,
  ) {
    this.sums = Array.from({ length: splits }, () => new Float64Array(classes));
    this.informations = new Float64Array(splits);
    this.counts = new Int32Array(splits);
  }

  /**
   * Adds a picture.
   *
   * @param probabilities of each class; sum 1
   * @throws RangeError when there are not as many as classes
   */
  add(probabilities: ArrayLike<number>): void {
    if (probabilities.length !== this.classes) {
      throw new RangeError(`${probabilities.length} probabilities are not those of ${this.classes} classes.`);
    }
    const split = this.added % this.splits;
    const sum = this.sums[split]!;
    for (let i = 0; i < this.classes; i++) {
      const share = probabilities[i]!;
      sum[i]! += share;
      this.informations[split]! += plogp(share);
    }
    this.counts[split]! += 1;
    this.added++;
  }

  /** @throws RangeError when there are fewer pictures than splits */
  result(): InceptionScoreResult {
    if (this.added < this.splits) {
      throw new RangeError(`${this.added} pictures do not fill ${this.splits} splits.`);
    }
    const scores = this.sums.map((sum, split) => {
      const count = this.counts[split]!;
      const ofMean = sum.reduce((total, value) => total + plogp(value / count), 0);
      return Math.exp(this.informations[split]! / count - ofMean);
    });
    const mean = scores.reduce((total, score) => total + score, 0) / this.splits;
    const deviation =
      this.splits < 2 ? 0 : standardDeviation(scores) * Math.sqrt((this.splits - 1) / this.splits);
    return { ...this.source, mean, deviation, splits: this.splits, count: this.added };
  }
}

function plogp(share: number): number {
  return share > 0 ? share * Math.log(share) : 0;
}
