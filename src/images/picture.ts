/** An 8-bit sRGB picture in memory, without any metadata. */
export interface RgbPicture {
  /** Pixels a row. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** [height, width, 3], RGB interleaved, row-major, 0…255. */
  readonly data: Uint8Array;
}

/** A single-channel coverage map: 0 = outside, 255 = inside, values between on anti-aliased edges. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  /** [height, width], row-major, 0…255. */
  readonly data: Uint8Array;
}

/** Formats that leave the product. */
export type PictureFormat = 'jpeg' | 'webp' | 'png';

/** An axis-aligned window in pixels of a picture; integers, inside the picture. */
export interface PixelWindow {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
