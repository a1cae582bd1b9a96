/** From when on a stage of training counts as gone astray. */
export interface SanityLimits {
  /** Largest mean offset of the flows along an axis, in pixels of their levels. */
  readonly flowOffset: number;
  /** Largest loss, as a multiple of the median of the first steps. */
  readonly lossFactor: number;
  /** For how many steps one after another the loss must be larger. */
  readonly patience: number;
  /** How many first steps the median is taken of. */
  readonly early: number;
}

/** @param width of the network's input, in pixels: an eighth of it is half of the finest level's */
export function sanityLimits(width: number): SanityLimits {
  return { flowOffset: width / 8, lossFactor: 10, patience: 50, early: 100 };
}

/** What a guard remembers; kept in checkpoints so that a resumed run judges alike. */
export interface SanityState {
  /** Losses of the first steps. */
  readonly early: readonly number[];
  /** Steps one after another with a loss that is too large. */
  readonly above: number;
}

/** Watches the metrics of every step, so that hours are not spent on weights that are lost already. */
export class SanityGuard {
  private early: number[];
  private above: number;

  constructor(
    private readonly limits: SanityLimits,
    state: SanityState = { early: [], above: 0 },
  ) {
    this.early = [...state.early];
    this.above = state.above;
  }

  /**
   * Looks at one step.
   *
   * @param metrics with `loss`, and `gradient_norm` and `flow_offset` where the stage has them
   * @returns why training must stop; undefined while all is well
   */
  check(metrics: Readonly<Record<string, number>>): string | undefined {
    const broken = Object.entries(metrics).find(([, value]) => !Number.isFinite(value));
    if (broken) return `${broken[0]} is ${broken[1]}: lower the learning rate or lengthen the warm-up`;
    const { loss = 0, flow_offset: offset = 0 } = metrics;
    if (offset > this.limits.flowOffset) {
      return (
        `the flow explodes: its mean offset is ${offset.toPrecision(3)} pixels, the limit ${this.limits.flowOffset}; ` +
        'lower the learning rate or leave smoothness on'
      );
    }
    return this.checkLoss(loss);
  }

  state(): SanityState {
    return { early: [...this.early], above: this.above };
  }

  private checkLoss(loss: number): string | undefined {
    const { early, lossFactor, patience } = this.limits;
    if (this.early.length < early) {
      this.early.push(loss);
      return undefined;
    }
    const median = medianOf(this.early);
    this.above = loss > lossFactor * median ? this.above + 1 : 0;
    if (this.above < patience) return undefined;
    return (
      `the loss, ${loss.toPrecision(3)}, has been above ${lossFactor} times its early median of ` +
      `${median.toPrecision(3)} for ${patience} steps: lower the learning rate`
    );
  }
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle) - 1] ?? NaN)) / 2;
}
