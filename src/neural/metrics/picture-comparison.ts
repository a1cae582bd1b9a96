import { buildModel } from '../graph/build-model.js';
import { add, mul, sub } from '../graph/operators/arithmetic.js';
import { max, min } from '../graph/operators/extremes.js';
import { mean } from '../graph/operators/mean.js';
import { input, type Tensor } from '../graph/tensor.js';
import { l1 } from '../losses/reconstruction.js';
import { floats, GraphSession, type SessionOptions } from '../runtime/graph-session.js';
import { grey, ssim } from './structural-similarity.js';

/** How alike two pictures are. All are of values 0…1, clipped as a screen does, not rounded to 8 bits. */
export interface PictureSimilarity {
  /** SSIM of the grey pictures (Rec. 601), at most 1. */
  readonly ssim: number;
  /** Mean SSIM of red, green and blue, at most 1. */
  readonly ssimRgb: number;
  /** Mean absolute difference, 0…1. */
  readonly l1: number;
  /** Peak signal-to-noise ratio over all channels, dB; at most {@link MOST_PSNR}. */
  readonly psnr: number;
}

/** PSNR of equal pictures, which would be infinite: further than 8-bit pictures can be told apart, dB. */
export const MOST_PSNR = 100;

/** Compares pictures of one size; the graph is made once. */
export class PictureComparison {
  private constructor(
    private readonly session: GraphSession,
    private readonly shape: readonly number[],
  ) {}

  /** For pictures of height × width pixels, 11 × 11 at least. */
  static async open(height: number, width: number, options: SessionOptions = {}): Promise<PictureComparison> {
    const shape = [1, 3, height, width];
    const inputs = [input('a', shape), input('b', shape)] as const;
    const [a, b] = inputs.map(toUnit) as [Tensor, Tensor];
    const difference = sub(a, b);
    const outputs = {
      ssim: ssim(grey(a), grey(b), 1),
      ssim_rgb: ssim(a, b, 1),
      l1: l1(a, b),
      squared: mean(mul(difference, difference)),
    };
    return new PictureComparison(await GraphSession.open(buildModel({ inputs, outputs }), options), shape);
  }

  /**
   * @param a [3, height, width], RGB, −1…1
   * @param b the same
   */
  async compare(a: Float32Array, b: Float32Array): Promise<PictureSimilarity> {
    const answer = await this.session.run({ a: floats(a, this.shape), b: floats(b, this.shape) });
    const value = (name: string): number => (answer[name]?.data as Float32Array)[0] ?? NaN;
    return {
      ssim: value('ssim'),
      ssimRgb: value('ssim_rgb'),
      l1: value('l1'),
      psnr: Math.min(MOST_PSNR, -10 * Math.log10(value('squared'))),
    };
  }

  async close(): Promise<void> {
    await this.session.close();
  }
}

/** −1…1 → 0…1, clipped. */
function toUnit(x: Tensor): Tensor {
  return min(max(mul(add(x, 1), 0.5), 0), 1);
}
