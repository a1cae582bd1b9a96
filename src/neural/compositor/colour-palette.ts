/** Steps of each channel. */
const BINS = 16;

/** Distance in the table of neighbours along red, green and blue. */
const STRIDES = [BINS * BINS, BINS, 1] as const;

/** Share of a colour's count that counts for each of its six neighbours too. */
const SPREAD = 0.3;

/** How often colours occur in a part of a picture: a histogram of 16×16×16 colours, slightly smoothed. */
export class ColourPalette {
  private constructor(private readonly shares: Float32Array) {}

  /**
   * Counts the colours of some pixels.
   *
   * @param colours of all pixels, as {@link quantise} answers them
   * @param isCounted which of the pixels count
   */
  static of(colours: Uint16Array, isCounted: (i: number) => boolean): ColourPalette {
    const counts = new Float32Array(BINS ** 3);
    let total = 0;
    for (let i = 0; i < colours.length; i++) {
      if (!isCounted(i)) continue;
      counts[colours[i]!]! += 1;
      total++;
    }
    const shares = new Float32Array(counts.length);
    for (let bin = 0; bin < counts.length; bin++) {
      if (counts[bin] === 0) continue;
      const share = counts[bin]! / total;
      shares[bin]! += share;
      for (const stride of STRIDES) {
        const at = Math.floor(bin / stride) % BINS;
        if (at > 0) shares[bin - stride]! += share * SPREAD;
        if (at < BINS - 1) shares[bin + stride]! += share * SPREAD;
      }
    }
    return new ColourPalette(shares);
  }

  /** Share of the counted pixels that have about this colour; 0 when nothing was counted. */
  share(colour: number): number {
    return this.shares[colour]!;
  }
}

/** The colour of every pixel of a planar picture [3, plane], −1…1, as the number of its bin. */
export function quantise(picture: Float32Array, plane: number): Uint16Array {
  const colours = new Uint16Array(plane);
  for (let c = 0; c < 3; c++) {
    for (let i = 0; i < plane; i++) {
      const step = Math.floor(((picture[c * plane + i]! + 1) / 2) * BINS);
      colours[i]! += Math.min(BINS - 1, Math.max(0, step)) * STRIDES[c]!;
    }
  }
  return colours;
}
