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
  readonly share: Float64Array;
}

/** Tables that enlarge (or sample) an axis of `from` values to `to` values. */
export function axisTable(from: number, to: number): AxisTable {
  const lower = new Int32Array(to);
  const upper = new Int32Array(to);
  const share = new Float64Array(to);
  for (let i = 0; i < to; i++) {
    const at = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5));
    lower[i] = Math.floor(at);
    upper[i] = Math.min(from - 1, lower[i]! + 1);
    share[i] = at - lower[i]!;
  }
  return { lower, upper, share };
}

/**
 * Row y of a field whose rows are enlarged, its columns left as they are.
 *
 * @param rows the table of the enlarged axis
 * @param out gets [channels, width] for columns in [from, to)
 */
export function blendRows(
  { channels, height, width, data }: Field,
  rows: AxisTable,
  y: number,
  out: Float64Array,
  from = 0,
  to = width,
): void {
  const share = rows.share[y]!;
  for (let c = 0; c < channels; c++) {
    const above = (c * height + rows.lower[y]!) * width;
    const below = (c * height + rows.upper[y]!) * width;
    const target = c * width;
    for (let x = from; x < to; x++) {
      const top = data[above + x]!;
      out[target + x] = top + (data[below + x]! - top) * share;
    }
  }
}

/** A field enlarged to another size, whole; for small sizes. */
export function enlargeField(field: Field, width: number, height: number): Field {
  const { channels } = field;
  const rows = axisTable(field.height, height);
  const { lower, upper, share } = axisTable(field.width, width);
  const blended = new Float64Array(channels * field.width);
  const data = new Float32Array(channels * height * width);
  for (let y = 0; y < height; y++) {
    blendRows(field, rows, y, blended);
    for (let c = 0; c < channels; c++) {
      const from = c * field.width;
      const target = (c * height + y) * width;
      for (let x = 0; x < width; x++) {
        const left = blended[from + lower[x]!]!;
        data[target + x] = left + (blended[from + upper[x]!]! - left) * share[x]!;
      }
    }
  }
  return { channels, height, width, data };
}
