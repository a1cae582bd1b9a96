import { Random } from '../../../random.js';
import { sampleSeed } from './sample-seed.js';

/** Endless passes over `length` items, each in an order of its own and each item once a pass. */
export class ShuffledEpochs {
  private epoch = -1;
  private readonly order: Uint32Array;

  constructor(
    readonly length: number,
    private readonly seed: number,
  ) {
    this.order = new Uint32Array(length);
  }

  /** The item at a position counted from the beginning of the first pass; a pure function of seed and position. */
  at(position: number): number {
    const epoch = Math.floor(position / this.length);
    if (epoch !== this.epoch) this.shuffle(epoch);
    return this.order[position % this.length]!;
  }

  /** Fisher and Yates. */
  private shuffle(epoch: number): void {
    const random = new Random(sampleSeed(this.seed, epoch));
    const { order } = this;
    for (let i = 0; i < order.length; i++) order[i] = i;
    for (let i = order.length - 1; i > 0; i--) {
      const j = random.integer(i + 1);
      const item = order[i]!;
      order[i] = order[j]!;
      order[j] = item;
    }
    this.epoch = epoch;
  }
}
