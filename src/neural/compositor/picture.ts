/** An 8-bit sRGB picture: [height, width, 3], RGB interleaved, row-major, 0…255. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** A coverage map: [height, width], 0…255, 255 = garment. */
export interface CoverageMap {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** An axis-aligned window in pixels of a picture; integers, inside the picture. */
export interface Window {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
