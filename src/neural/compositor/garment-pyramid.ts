import type { CoverageMap, Picture } from './picture.js';

/** One size of a garment cutout: [height, width, 4], RGB and coverage interleaved, 0…255. */
export interface GarmentLevel {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/**
 * A garment cutout at its own size and, made when first needed, at halves of it: sampling one that is several times
 * finer than the result would alias.
 */
export class GarmentPyramid {
  /** Rows of the finest level. */
  readonly height: number;
  private readonly levels: GarmentLevel[];

  constructor(picture: Picture, mask: CoverageMap) {
    const { width, height } = picture;
    if (mask.width !== width || mask.height !== height) {
      throw new RangeError(`mask ${mask.width}×${mask.height} does not fit picture ${width}×${height}`);
    }
    const data = new Uint8Array(width * height * 4);
    for (let i = 0; i < width * height; i++) {
      data[i * 4] = picture.data[i * 3]!;
      data[i * 4 + 1] = picture.data[i * 3 + 1]!;
      data[i * 4 + 2] = picture.data[i * 3 + 2]!;
      data[i * 4 + 3] = mask.data[i]!;
    }
    this.height = height;
    this.levels = [{ width, height, data }];
  }

  /** Bytes held, for caches. */
  get byteLength(): number {
    return this.levels.reduce((sum, { data }) => sum + data.byteLength, 0);
  }

  /**
   * The level to sample bilinearly.
   *
   * @param step garment pixels (of the full size) between neighbouring pixels of the result
   */
  level(step: number): GarmentLevel {
    let index = 0;
    for (let left = step; left > HALVING_STEP; left /= 2) {
      const finest = this.levels[index]!;
      if (finest.width < 2 || finest.height < 2) break;
      index++;
      this.levels[index] ??= halve(finest);
    }
    return this.levels[index]!;
  }
}

/** From here on bilinear sampling would step over too many pixels. */
const HALVING_STEP = 1.6;

function halve({ width, height, data }: GarmentLevel): GarmentLevel {
  const half = {
    width: width >> 1,
    height: height >> 1,
    data: new Uint8Array((width >> 1) * (height >> 1) * 4),
  };
  for (let y = 0, at = 0; y < half.height; y++) {
    for (let x = 0; x < half.width; x++) {
      const from = (2 * y * width + 2 * x) * 4;
      for (let c = 0; c < 4; c++, at++) {
        const above = data[from + c]! + data[from + 4 + c]!;
        const below = data[from + width * 4 + c]! + data[from + width * 4 + 4 + c]!;
        half.data[at] = (above + below + 2) >> 2;
      }
    }
  }
  return half;
}
