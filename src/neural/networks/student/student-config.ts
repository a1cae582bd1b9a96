/** Sizes of one member of the family of small students. */
export interface StudentConfig {
  /** Pixels of the network's input; multiples of 32. */
  readonly height: number;
  readonly width: number;
  /** Channels of both encoders at 1/2, 1/4, 1/8, 1/16 and 1/32 of the size. */
  readonly encoder: readonly [number, number, number, number, number];
  /** Channels of the pyramids' levels, on which flows are estimated. */
  readonly pyramid: number;
  /**
   * Rows on which each place is compared at 1/4, 1/8, 1/16 and 1/32 of the size, eight pixels of each: 6 are those
   * from 2 above to 3 below. As many displacements as a multiple of 16 are what convolutions take fastest.
   */
  readonly comparedRows: readonly [number, number, number, number];
  /** Hidden channels of the flow heads. */
  readonly heads: readonly number[];
  /** Channels of the generator at 1/2, 1/4, 1/8, 1/16 and 1/32 of the size. */
  readonly generator: readonly [number, number, number, number, number];
}

/** Members of the family that are trained and measured. */
export const STUDENTS = {
  /** For tests and other machines' smoke tests. */
  tiny: {
    height: 64,
    width: 64,
    encoder: [4, 4, 8, 8, 8],
    pyramid: 8,
    comparedRows: [4, 4, 8, 8],
    heads: [8],
    generator: [4, 8, 8, 8, 8],
  },
  /** What a shop runs on a CPU. */
  small: {
    height: 256,
    width: 192,
    encoder: [16, 32, 48, 64, 64],
    pyramid: 32,
    comparedRows: [6, 8, 8, 8],
    heads: [32, 16],
    generator: [16, 32, 64, 80, 80],
  },
} as const satisfies Record<string, StudentConfig>;
