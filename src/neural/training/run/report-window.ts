/** What a window has gathered; kept in checkpoints so that a resumed run tells the same means. */
export interface ReportWindowState {
  readonly steps: number;
  readonly sums: Readonly<Record<string, number>>;
}

/** Means of metrics over the steps between two reports. */
export class ReportWindow {
  private steps: number;
  private sums: Record<string, number>;

  constructor({ steps, sums }: ReportWindowState = { steps: 0, sums: {} }) {
    this.steps = steps;
    this.sums = { ...sums };
  }

  add(metrics: Readonly<Record<string, number>>): void {
    this.steps++;
    for (const [name, value] of Object.entries(metrics)) this.sums[name] = (this.sums[name] ?? 0) + value;
  }

  /** The means so far, after which a new window begins. */
  close(): Record<string, number> {
    const { steps } = this;
    const means = Object.fromEntries(Object.entries(this.sums).map(([name, sum]) => [name, sum / steps]));
    this.steps = 0;
    this.sums = {};
    return means;
  }

  get isEmpty(): boolean {
    return this.steps === 0;
  }

  state(): ReportWindowState {
    return { steps: this.steps, sums: { ...this.sums } };
  }
}
