/** Maps over the network's frame: [channels, height, width], planar, row-major. */
export interface Field {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly data: Float32Array;
}

/**
 * Bilinear tables of one axis with half-pixel centres (`align_corners=false`): output i lies at
 * (i + ½)·(from / to) − ½ of the input, clamped to the outermost centres.
 */
export interface AxisTable {
  /** Lower neighbour of each output, 0…from − 1. */
  readonly lower: Int32Array;
  /** Upper neighbour of each output, 0…from − 1. */
  readonly upper: Int32Array;
  /** Share of the upper neighbour, 0…1. */
  readonly share: Float32Array;
}

/** Tables that enlarge (or sample) an axis of `from` values to `to` values. */
export function axisTable(from: number, to: number): AxisTable {
  const lower = new Int32Array(to);
  const upper = new Int32Array(to);
  const share = new Float32Array(to);
  for (let i = 0; i < to; i++) {
    const at = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5));
    lower[i] = Math.floor(at);
    upper[i] = Math.min(from - 1, lower[i]! + 1);
    share[i] = at - lower[i]!;
  }
  return { lower, upper, share };
}

/** Enlarges a field row by row, so that no full-size map is ever held. */
export class RowEnlarger {
  private readonly columns: AxisTable;
  private readonly rows: AxisTable;
  /** For each input column, the first output column whose lower neighbour lies further right. */
  private readonly ends: Int32Array;
  private readonly blended: Float32Array;
  private readonly out: Float32Array;

  /**
   * @param field what is enlarged
   * @param width columns of the enlarged map
   * @param height rows of the enlarged map
   */
  constructor(
    private readonly field: Field,
    private readonly width: number,
    height: number,
  ) {
    this.columns = axisTable(field.width, width);
    this.rows = axisTable(field.height, height);
    this.ends = new Int32Array(field.width);
    this.columns.lower.forEach((cell, x) => (this.ends[cell] = x + 1));
    this.blended = new Float32Array(field.width);
    this.out = new Float32Array(field.channels * width);
  }

  /**
   * One row of the enlarged map: [channels, width], valid until the next call and only for columns in [from, to).
   */
  row(y: number, from = 0, to = this.width): Float32Array {
    const { field, blended, out, width } = this;
    const { lower, upper, share } = this.columns;
    const above = this.rows.lower[y]! * field.width;
    const below = this.rows.upper[y]! * field.width;
    const rowShare = this.rows.share[y]!;
    for (let c = 0; c < field.channels; c++) {
      const plane = c * field.height * field.width;
      for (let x = 0; x < field.width; x++) {
        const top = field.data[plane + above + x]!;
        blended[x] = top + (field.data[plane + below + x]! - top) * rowShare;
      }
      const base = c * width;
      for (let x = from; x < to;) {
        // Columns between the same two neighbours: a straight line.
        const cell = lower[x]!;
        const end = Math.min(to, this.ends[cell]!);
        const left = blended[cell]!;
        const slope = blended[upper[x]!]! - left;
        for (; x < end; x++) out[base + x] = left + slope * share[x]!;
      }
    }
    return out;
  }
}

/** A field enlarged to another size, whole; for small sizes. */
export function enlargeField(field: Field, width: number, height: number): Field {
  const enlarger = new RowEnlarger(field, width, height);
  const data = new Float32Array(field.channels * height * width);
  for (let y = 0; y < height; y++) {
    const row = enlarger.row(y);
    for (let c = 0; c < field.channels; c++) {
      data.set(row.subarray(c * width, (c + 1) * width), (c * height + y) * width);
    }
  }
  return { channels: field.channels, height, width, data };
}
