import type { CoverageMap, Picture } from './picture.js';

/** One size of a garment cutout. */
export interface GarmentLevel {
  readonly width: number;
  readonly height: number;
  /** [height, width]: red in the lowest byte, then green, blue and coverage, so that sampling reads each pixel once. */
  readonly texels: Uint32Array;
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
    const { data } = picture;
    const texels = new Uint32Array(width * height);
    for (let i = 0; i < texels.length; i++) {
      texels[i] = pack(data[i * 3]!, data[i * 3 + 1]!, data[i * 3 + 2]!, mask.data[i]!);
    }
    this.height = height;
    this.levels = [{ width, height, texels }];
  }

  /** Bytes held, for caches. */
  get byteLength(): number {
    return this.levels.reduce((sum, { texels }) => sum + texels.byteLength, 0);
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

function pack(red: number, green: number, blue: number, coverage: number): number {
  return red | (green << 8) | (blue << 16) | (coverage << 24);
}

function halve({ width, height, texels }: GarmentLevel): GarmentLevel {
  const half = { width: width >> 1, height: height >> 1 };
  const halved = new Uint32Array(half.width * half.height);
  for (let y = 0, at = 0; y < half.height; y++) {
    for (let x = 0; x < half.width; x++, at++) {
      const from = 2 * y * width + 2 * x;
      const four = [texels[from]!, texels[from + 1]!, texels[from + width]!, texels[from + width + 1]!];
      const mean = (shift: number): number =>
        (four.reduce((sum, texel) => sum + ((texel >>> shift) & 255), 0) + 2) >> 2;
      halved[at] = pack(mean(0), mean(8), mean(16), mean(24));
    }
  }
  return { ...half, texels: halved };
}
