/** Samples after which the mix of the sources repeats: shares are kept to a thousandth. */
const PERIOD = 1000;

/** Spreads samples over sources evenly, in proportion to their shares. */
export class SourceMix {
  private readonly sources = new Uint16Array(PERIOD);
  private readonly earlier: Uint16Array;
  private readonly perPeriod: Uint16Array;

  /**
   * @param shares positive, in any unit
   * @throws RangeError when one is less than a thousandth of all
   */
  constructor(shares: readonly number[]) {
    const total = shares.reduce((sum, share) => sum + share, 0);
    for (const share of shares)
      if (!(share / total >= 1 / PERIOD))
        throw new RangeError(
          `The share ${share} of a source is less than a thousandth of all shares, ${total}.`,
        );
    this.perPeriod = new Uint16Array(shares.length);
    this.earlier = new Uint16Array(PERIOD);
    for (let slot = 0; slot < PERIOD; slot++) {
      const behind = shares.map((share, source) => (share / total) * (slot + 1) - this.perPeriod[source]!);
      const source = behind.indexOf(Math.max(...behind));
      this.sources[slot] = source;
      this.earlier[slot] = this.perPeriod[source]!;
      this.perPeriod[source]!++;
    }
  }

  /** The source of a sample, and how many samples of that source came before. */
  at(sample: number): { source: number; position: number } {
    const slot = sample % PERIOD;
    const source = this.sources[slot]!;
    const periods = Math.floor(sample / PERIOD);
    return { source, position: periods * this.perPeriod[source]! + this.earlier[slot]! };
  }
}
