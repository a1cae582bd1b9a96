import type { AxisTable } from './field.js';
import type { GarmentLevel } from './garment-pyramid.js';
import { KEEP, LAYER, type Span } from './plan-composition.js';

/** Share of the garment that would not change an 8-bit colour. */
const LEAST_SHARE = 1 / 512;

/** Makes 0…1 of coverage that was mixed with weights that sum to 2^16. */
const COVERAGE = 1 / (255 * 65536);

/** The warped mask below which its quotient with the composition says nothing. */
const LEAST_WARPED = 0.05;

/**
 * Draws the window's rows. Between two columns of the plan every layer is a straight line, so each such cell is looked
 * at once: most need neither paint nor garment, and under the garment nothing else is computed.
 */
export class RowLayers {
  /** For each cell, the first column of the window that lies in a later one. */
  private readonly ends: Int32Array;
  /** α of the row at hand, 0…1: [width]. */
  private readonly cover: Float64Array;
  /** α · colour of the garment, 0…255: [width, 3]. */
  private readonly worn: Float64Array;

  /**
   * @param columns the plan's columns enlarged to those of the window
   * @param planWidth columns of the plan
   */
  constructor(
    private readonly columns: AxisTable,
    private readonly planWidth: number,
  ) {
    const { lower } = columns;
    this.ends = new Int32Array(planWidth);
    for (let cell = 0, x = 0; cell < planWidth; cell++) {
      while (x < lower.length && lower[x] === cell) x++;
      this.ends[cell] = x;
    }
    this.cover = new Float64Array(lower.length);
    this.worn = new Float64Array(lower.length * 3);
  }

  /**
   * α·garment(flow) + (1 − α)·(k·photo + (1 − k)·paint) for one row.
   *
   * @param row the photo's colours, [width, 3], 0…255; changed in place
   * @param layers the plan's layers at this row, [11, planWidth]
   * @param cells columns of the plan after which something may change
   * @param level the garment, sampled bilinearly
   */
  draw(row: Uint8Array, layers: Float64Array, cells: Span, level: GarmentLevel): void {
    let x = cells.from === 0 ? 0 : this.ends[cells.from - 1]!;
    for (let cell = cells.from; cell < cells.to; cell++) {
      const end = this.ends[cell]!;
      if (end === x) continue;
      const isWorn = this.wear(layers, cell, x, end, level);
      this.blend(row, layers, cell, x, end, isWorn);
      x = end;
    }
  }

  /**
   * α, the share of the garment, for one row.
   *
   * @param layers the plan's layers at this row, [11, planWidth]
   * @param level the garment, sampled bilinearly
   * @returns [width], 0…1; overwritten by the next call
   */
  shares(layers: Float64Array, level: GarmentLevel): Float64Array {
    let x = 0;
    for (let cell = 0; cell < this.planWidth; cell++) {
      const end = this.ends[cell]!;
      if (end === x) continue;
      if (!this.wear(layers, cell, x, end, level)) this.cover.fill(0, x, end);
      x = end;
    }
    return this.cover;
  }

  /** Samples the garment for the columns [from, to) of a cell; false when it does not show there. */
  private wear(layers: Float64Array, cell: number, from: number, to: number, level: GarmentLevel): boolean {
    const { planWidth, cover, worn } = this;
    const { upper, share } = this.columns;
    const { texels, width: columns, height: rows } = level;
    const right = upper[from]! - cell;

    let at = LAYER.composition * planWidth + cell;
    const composition = layers[at]!;
    const compositionSlope = layers[at + right]! - composition;
    if (composition < LEAST_SHARE && composition + compositionSlope < LEAST_SHARE) return false;
    at += planWidth;
    const warped = layers[at]!;
    const warpedSlope = layers[at + right]! - warped;
    at += planWidth;
    const u0 = ((layers[at]! + 1) * columns - 1) / 2;
    const uSlope = ((layers[at + right]! + 1) * columns - 1) / 2 - u0;
    at += planWidth;
    const v0 = ((layers[at]! + 1) * rows - 1) / 2;
    const vSlope = ((layers[at + right]! + 1) * rows - 1) / 2 - v0;

    for (let x = from; x < to; x++) {
      const t = share[x]!;
      cover[x] = 0;
      const shown = composition + compositionSlope * t;
      if (shown < LEAST_SHARE) continue;
      const u = clamp(u0 + uSlope * t, columns - 1);
      const v = clamp(v0 + vSlope * t, rows - 1);
      const left = u | 0;
      const top = v | 0;
      const at00 = top * columns + left;
      const below = top + 1 < rows ? columns : 0;
      const beside = left + 1 < columns ? 1 : 0;
      const a = texels[at00]! | 0;
      const b = texels[at00 + beside]! | 0;
      const c = texels[at00 + below]! | 0;
      const d = texels[at00 + below + beside]! | 0;
      // Bilinear weights of the four neighbours; they sum to 2^16, so that all is computed in whole numbers.
      const across = ((u - left) * 256) | 0;
      const down = ((v - top) * 256) | 0;
      const wd = Math.imul(across, down);
      const wb = (across << 8) - wd;
      const wc = (down << 8) - wd;
      const wa = 65536 - wb - wc - wd;
      const mask = mix(a >>> 24, wa, b >>> 24, wb, c >>> 24, wc, d >>> 24, wd) * COVERAGE;
      const expected = Math.max(warped + warpedSlope * t, LEAST_WARPED);
      const alpha = shown < expected ? (mask * shown) / expected : mask;
      if (alpha < LEAST_SHARE) continue;
      cover[x] = alpha < 1 - LEAST_SHARE ? alpha : 1;
      const out = x * 3;
      const scale = alpha / 65536;
      worn[out] = scale * mix(a & 255, wa, b & 255, wb, c & 255, wc, d & 255, wd);
      worn[out + 1] =
        scale * mix((a >> 8) & 255, wa, (b >> 8) & 255, wb, (c >> 8) & 255, wc, (d >> 8) & 255, wd);
      worn[out + 2] =
        scale * mix((a >> 16) & 255, wa, (b >> 16) & 255, wb, (c >> 16) & 255, wc, (d >> 16) & 255, wd);
    }
    return true;
  }

  /** Blends photo, paint and garment in the columns [from, to) of a cell. */
  private blend(
    row: Uint8Array,
    layers: Float64Array,
    cell: number,
    from: number,
    to: number,
    isWorn: boolean,
  ): void {
    const { planWidth, cover, worn } = this;
    const { upper, share } = this.columns;
    const right = upper[from]! - cell;

    let at = LAYER.keep * planWidth + cell;
    const red = layers[at]!;
    const redSlope = layers[at + right]! - red;
    at += planWidth;
    const green = layers[at]!;
    const greenSlope = layers[at + right]! - green;
    at += planWidth;
    const blue = layers[at]!;
    const blueSlope = layers[at + right]! - blue;
    at += planWidth;
    const offset = layers[at]!;
    const offsetSlope = layers[at + right]! - offset;
    // Whatever the colours are, keep is at least the lesser of these: |a·colour| ≤ |a| and the ends bound a line.
    const isKept =
      offset - Math.abs(red) - Math.abs(green) - Math.abs(blue) >= KEEP.to &&
      offset +
        offsetSlope -
        Math.abs(red + redSlope) -
        Math.abs(green + greenSlope) -
        Math.abs(blue + blueSlope) >=
        KEEP.to;
    if (isKept && !isWorn) return;
    const slope = 1 / (KEEP.to - KEEP.from);

    at += planWidth;
    const paintRed = layers[at]!;
    const paintRedSlope = layers[at + right]! - paintRed;
    at += planWidth;
    const paintGreen = layers[at]!;
    const paintGreenSlope = layers[at + right]! - paintGreen;
    at += planWidth;
    const paintBlue = layers[at]!;
    const paintBlueSlope = layers[at + right]! - paintBlue;

    for (let x = from, out = from * 3; x < to; x++, out += 3) {
      const t = share[x]!;
      const alpha = isWorn ? cover[x]! : 0;
      let r = 0;
      let g = 0;
      let b = 0;
      if (alpha < 1) {
        r = row[out]!;
        g = row[out + 1]!;
        b = row[out + 2]!;
        const ar = red + redSlope * t;
        const ag = green + greenSlope * t;
        const ab = blue + blueSlope * t;
        const explained = (ar * r + ag * g + ab * b) / 127.5 + offset + offsetSlope * t - ar - ag - ab;
        const k = (explained - KEEP.from) * slope;
        if (k >= 1) {
          if (alpha === 0) continue;
        } else {
          const keep = k > 0 ? k : 0;
          const painted = 1 - keep;
          r = keep * r + painted * (paintRed + paintRedSlope * t);
          g = keep * g + painted * (paintGreen + paintGreenSlope * t);
          b = keep * b + painted * (paintBlue + paintBlueSlope * t);
        }
      }
      if (alpha > 0) {
        const rest = 1 - alpha;
        r = rest * r + worn[out]!;
        g = rest * g + worn[out + 1]!;
        b = rest * b + worn[out + 2]!;
      }
      row[out] = (r + 0.5) | 0;
      row[out + 1] = (g + 0.5) | 0;
      row[out + 2] = (b + 0.5) | 0;
    }
  }
}

function clamp(value: number, most: number): number {
  return value > 0 ? (value < most ? value : most) : 0;
}

/** A weighted sum of four bytes; with weights of 16 bits in total it stays below 2^24. */
function mix(
  a: number,
  wa: number,
  b: number,
  wb: number,
  c: number,
  wc: number,
  d: number,
  wd: number,
): number {
  return (Math.imul(a, wa) + Math.imul(b, wb) + Math.imul(c, wc) + Math.imul(d, wd)) | 0;
}
