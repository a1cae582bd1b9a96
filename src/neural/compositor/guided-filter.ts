import type { Field } from './field.js';

/**
 * Colour guided filter (He, Sun, Tang: "Guided Image Filtering", 2010, eq. 14–16) in the form of its fast variant
 * (He and Sun, 2015): within every square window the mask is explained as a linear function of the guide's colour,
 * mask ≈ a · colour + b. Computed on a small guide and then enlarged, the coefficients draw the mask along the edges
 * of the full-size picture. One filter serves several masks of the same guide.
 */
export class GuidedFilter {
  /** Means of the guide's channels: red, green, blue. */
  private readonly means: readonly Float32Array[];
  /** Covariances of the guide's channels: rr, rg, rb, gg, gb, bb. */
  private readonly covariances: readonly Float32Array[];
  private readonly box: BoxMean;

  /**
   * @param guide [3, height, width]
   * @param radius of the window, in pixels of the small size
   */
  constructor(
    private readonly guide: Field,
    radius: number,
  ) {
    this.box = new BoxMean(guide.width, guide.height, radius);
    this.means = [0, 1, 2].map((c) => this.box.of(this.channel(c)));
    this.covariances = CHANNEL_PAIRS.map(([c, d]) => this.covariance(this.channel(c), this.means[c]!, d));
  }

  /**
   * @param mask [height, width]
   * @param epsilon variance of the guide (in its own units, squared) below which colour explains nothing
   * @returns [4, height, width]: a (3 channels) and b
   */
  coefficients(mask: Float32Array, epsilon: number): Field {
    const { height, width } = this.guide;
    const plane = height * width;
    const [red, green, blue] = this.means as [Float32Array, Float32Array, Float32Array];
    const [rr, rg, rb, gg, gb, bb] = this.covariances as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    const mean = this.box.of(mask);
    const [rm, gm, bm] = [0, 1, 2].map((c) => this.covariance(mask, mean, c)) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    const data = new Float32Array(4 * plane);
    for (let i = 0; i < plane; i++) {
      const srr = rr[i]! + epsilon;
      const srg = rg[i]!;
      const srb = rb[i]!;
      const sgg = gg[i]! + epsilon;
      const sgb = gb[i]!;
      const sbb = bb[i]! + epsilon;
      // Inverse of the regularised covariance by cofactors.
      const irr = sgg * sbb - sgb * sgb;
      const irg = srb * sgb - srg * sbb;
      const irb = srg * sgb - srb * sgg;
      const igg = srr * sbb - srb * srb;
      const igb = srg * srb - srr * sgb;
      const ibb = srr * sgg - srg * srg;
      const determinant = srr * irr + srg * irg + srb * irb;
      const ar = (irr * rm[i]! + irg * gm[i]! + irb * bm[i]!) / determinant;
      const ag = (irg * rm[i]! + igg * gm[i]! + igb * bm[i]!) / determinant;
      const ab = (irb * rm[i]! + igb * gm[i]! + ibb * bm[i]!) / determinant;
      data[i] = ar;
      data[plane + i] = ag;
      data[2 * plane + i] = ab;
      data[3 * plane + i] = mean[i]! - ar * red[i]! - ag * green[i]! - ab * blue[i]!;
    }
    for (let c = 0; c < 4; c++) data.set(this.box.of(data.subarray(c * plane, (c + 1) * plane)), c * plane);
    return { channels: 4, height, width, data };
  }

  /** Covariance of values, whose mean is known, with a channel of the guide. */
  private covariance(values: Float32Array, mean: Float32Array, c: number): Float32Array {
    const channel = this.channel(c);
    const products = new Float32Array(values.length);
    for (let i = 0; i < products.length; i++) products[i] = values[i]! * channel[i]!;
    const covariance = this.box.of(products);
    const channelMean = this.means[c]!;
    for (let i = 0; i < covariance.length; i++) covariance[i]! -= mean[i]! * channelMean[i]!;
    return covariance;
  }

  private channel(c: number): Float32Array {
    const plane = this.guide.height * this.guide.width;
    return this.guide.data.subarray(c * plane, (c + 1) * plane);
  }
}

/** The upper triangle of a 3×3 matrix. */
const CHANNEL_PAIRS = [
  [0, 0],
  [0, 1],
  [0, 2],
  [1, 1],
  [1, 2],
  [2, 2],
] as const;

/** Means over squares of side 2·radius + 1 around each pixel, cut at the border, of many maps of one size. */
export class BoxMean {
  /** One divided by how many columns, and rows, lie in the window around each. */
  private readonly across: Float64Array;
  private readonly down: Float64Array;
  /** Sum of each column over the window's rows, with `radius` zeros on both sides. */
  private readonly sums: Float64Array;

  constructor(
    private readonly width: number,
    private readonly height: number,
    private readonly radius: number,
  ) {
    this.across = windowShares(width, radius);
    this.down = windowShares(height, radius);
    this.sums = new Float64Array(width + 2 * radius);
  }

  /** @param values [height, width] */
  of(values: Float32Array): Float32Array {
    const { width, height, radius, across, down, sums } = this;
    const means = new Float32Array(values.length);
    sums.fill(0);
    for (let y = -radius; y < height; y++) {
      this.moveWindow(values, y);
      if (y < 0) continue;
      let sum = 0;
      for (let x = 0; x < 2 * radius; x++) sum += sums[x]!;
      const share = down[y]!;
      for (let x = 0, at = y * width; x < width; x++, at++) {
        sum += sums[x + 2 * radius]!;
        means[at] = sum * across[x]! * share;
        sum -= sums[x]!;
      }
    }
    return means;
  }

  /** Lets the row below the window in and the topmost row out. */
  private moveWindow(values: Float32Array, y: number): void {
    const { width, height, radius, sums } = this;
    const entering = (y + radius) * width;
    const leaving = (y - radius - 1) * width;
    if (y + radius < height && y > radius) {
      for (let x = 0; x < width; x++) sums[x + radius]! += values[entering + x]! - values[leaving + x]!;
    } else if (y + radius < height) {
      for (let x = 0; x < width; x++) sums[x + radius]! += values[entering + x]!;
    } else if (y > radius) {
      for (let x = 0; x < width; x++) sums[x + radius]! -= values[leaving + x]!;
    }
  }
}

/** One divided by how many of the positions x − radius … x + radius lie within 0 … size − 1. */
function windowShares(size: number, radius: number): Float64Array {
  const shares = new Float64Array(size);
  for (let x = 0; x < size; x++) {
    shares[x] = 1 / (Math.min(x + radius, size - 1) - Math.max(x - radius, 0) + 1);
  }
  return shares;
}
